/// A URL that may be fetched, taken apart by rules that leave no two readings of it.
///
/// Nothing else reads the URL again: the connection and the request are made of these parts.
struct FetchAddress: Hashable, Sendable {
    /// Most bytes of a URL.
    static let maximumBytes = 2048

    /// Whether it is `https`.
    let isSecure: Bool
    /// A name in lower case, or an IP address without brackets.
    let host: String
    let port: Int
    /// Path and query, as they stand in the request.
    let target: String

    /// Reads an absolute URL.
    init(_ text: String, rules: FetchRules) throws(FetchFailure) {
        guard text.utf8.count <= Self.maximumBytes, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
            !text.contains("\\"), let scheme = Self.scheme(of: text)
        else { throw .malformedAddress }
        let isSecure = scheme == "https"
        guard isSecure || (scheme == "http" && !rules.plainPorts.isEmpty) else { throw .notHTTPS }
        let afterScheme = text.dropFirst(scheme.count + 1)
        guard afterScheme.hasPrefix("//") else { throw .malformedAddress }
        let rest = afterScheme.dropFirst(2)
        let authority = rest.prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else { throw .userInformation }
        let (host, portText) = try Self.parts(of: authority)
        let port = try portText.map(Self.port) ?? (isSecure ? 443 : 80)
        guard (isSecure ? rules.ports : rules.plainPorts).contains(port) else { throw .portNotPermitted }
        let target = rest.dropFirst(authority.count).prefix { $0 != "#" }
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.target = target.hasPrefix("/") ? String(target) : "/" + target
    }

    /// The URL that a `Location` field of an answer from here leads to (RFC 3986 section 5).
    func following(_ location: String, rules: FetchRules) throws(FetchFailure) -> Self {
        if Self.scheme(of: location) != nil { return try Self(location, rules: rules) }
        let scheme = isSecure ? "https:" : "http:"
        if location.hasPrefix("//") { return try Self(scheme + location, rules: rules) }
        let origin = scheme + "//" + authority
        let path = String(target.prefix { $0 != "?" })
        switch location.first {
        case "/": return try Self(origin + location, rules: rules)
        case "?": return try Self(origin + path + location, rules: rules)
        case "#", nil: return self
        default:
            let folder = path[..<(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.endIndex)]
            return try Self(origin + folder + location, rules: rules)
        }
    }

    /// Host and port as in a URL and in the `Host` field, without a port that is the scheme's own.
    var authority: String {
        let shown = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? shown : "\(shown):\(port)"
    }

    /// The same for every way to write this address.
    var text: String { (isSecure ? "https://" : "http://") + authority + target }

    private static func scheme(of text: String) -> String? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon].lowercased()
        guard let first = scheme.utf8.first, (0x61...0x7a).contains(first),
            scheme.utf8.allSatisfy({
                (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0)
            })
        else { return nil }
        return scheme
    }

    private static func parts(of authority: Substring) throws(FetchFailure) -> (host: String, port: Substring?) {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw .malformedAddress }
            let host = authority[authority.index(after: authority.startIndex)..<end].lowercased()
            let after = authority[authority.index(after: end)...]
            // Hexadecimal digits, colons and dots: a zone, such as in fe80::1%eth0, is nobody's business outside.
            guard HostAddress(text: host)?.bytes.count == 16, after.isEmpty || after.hasPrefix(":") else {
                throw .malformedAddress
            }
            return (host, after.isEmpty ? nil : after.dropFirst())
        }
        let pieces = authority.split(separator: ":", omittingEmptySubsequences: false)
        var host = pieces.first?.lowercased() ?? ""
        if host.hasSuffix(".") { host.removeLast() }
        guard pieces.count <= 2, (1...253).contains(host.utf8.count),
            host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty }),
            host.utf8.allSatisfy({ (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || "-._".utf8.contains($0) }
            )
        else { throw .malformedAddress }
        return (host, pieces.count == 2 ? pieces[1] : nil)
    }

    private static func port(_ text: Substring) throws(FetchFailure) -> Int {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(text), (1...65_535).contains(port)
        else { throw .malformedAddress }
        return port
    }
}
