internal import HTTPTypes

/// Whether a request comes from a program of this machine, and not from a web page that somebody has open on it.
///
/// A page can make its browser send requests to 127.0.0.1: under a name of its own that it lets point there (which shows
/// in `Host`), or without reading the answer, and then in few media types and, in every browser of today, with `Origin`
/// or `Sec-Fetch-Site`.
struct LocalClient: Sendable {
    private static let marksOfBrowsers = ["origin", "sec-fetch-site"].compactMap { HTTPField.Name($0) }

    /// Whether clients come over TCP. No browser speaks to a Unix socket, and `Host` means nothing there.
    let isOverTCP: Bool

    /// Why a request is not answered; `nil` where it is.
    func refusal(of request: HTTPRequest) -> RequestFault? {
        guard isOverTCP else { return nil }
        guard let authority = request.authority, Self.isThisMachine(authority) else { return .foreignHost }
        let isFromABrowser = Self.marksOfBrowsers.contains { request.headerFields.contains($0) }
        return isFromABrowser ? .fromABrowser : nil
    }

    /// Whether a host, with or without a port, is a loopback name or address.
    static func isThisMachine(_ authority: String) -> Bool {
        var host = Substring(authority)
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return false }
            let rest = host[host.index(after: end)...]
            return host[...end] == "[::1]" && isPort(rest)
        }
        if let colon = host.firstIndex(of: ":") {
            guard isPort(host[colon...]) else { return false }
            host = host[..<colon]
        }
        return host.lowercased() == "localhost" || isLoopbackIPv4(host)
    }

    /// Whether a text is an address in 127.0.0.0/8.
    static func isLoopbackIPv4(_ host: some StringProtocol) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8($0) != nil }
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.first == ":" && UInt16(text.dropFirst()) != nil)
    }
}
