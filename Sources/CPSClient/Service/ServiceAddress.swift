package import FoundationEssentials

/// Where a listener is: `https://HOST` or `https://HOST:PORT`, and nothing else in it.
package struct ServiceAddress: Hashable, Sendable {
    /// The URL without a path, as it is written in front of one.
    package let origin: String
    /// The value of `Host`: the host, and the port where it is not 443.
    package let authority: String

    /// Checks a URL.
    ///
    /// - Throws: ``CPSClientError/malformedServiceURL``.
    package init(_ url: URL) throws(CPSClientError) {
        guard url.scheme?.lowercased() == "https", let host = url.host(percentEncoded: false), !host.isEmpty,
            ["", "/"].contains(url.path), url.query == nil, url.fragment == nil, url.user == nil
        else { throw .malformedServiceURL }
        let bare = host.lowercased().trimmingPrefix("[")
        let name = bare.hasSuffix("]") ? String(bare.dropLast()) : String(bare)
        let written = name.contains(":") ? "[\(name)]" : name
        self.authority = written + (url.port.flatMap { $0 == 443 ? nil : ":\($0)" } ?? "")
        self.origin = "https://" + authority
    }

    /// Checks a URL given as text.
    ///
    /// - Throws: ``CPSClientError/malformedServiceURL``.
    package init(text: String) throws(CPSClientError) {
        guard let url = URL(string: text) else { throw .malformedServiceURL }
        try self.init(url)
    }
}
