/// Where a Call Placement Service is: `https://HOST` or `https://HOST:PORT` in the one spelling that a binding has.
///
/// One spelling, because two would be two services to whoever compares them: lower case, no port 443, no slash.
public struct CPSOrigin: Hashable, Sendable {
    /// Most characters.
    public static let maximumLength = 300

    /// The URI.
    public let uri: String

    /// Checks a URI.
    ///
    /// - Throws: ``KeyBindingError/malformedService``.
    public init(_ uri: String) throws(KeyBindingError) {
        let scheme = "https://"
        guard uri.utf8.count <= Self.maximumLength, uri.hasPrefix(scheme) else { throw .malformedService }
        let authority = uri.utf8.dropFirst(scheme.utf8.count)
        let rest: Substring.UTF8View.SubSequence
        if authority.first == UInt8(ascii: "[") {
            guard let end = authority.firstIndex(of: UInt8(ascii: "]")),
                Self.isAddress(authority[authority.index(after: authority.startIndex)..<end])
            else { throw .malformedService }
            rest = authority[authority.index(after: end)...]
        } else {
            let end = authority.firstIndex(of: UInt8(ascii: ":")) ?? authority.endIndex
            guard Self.isHost(authority[..<end]) else { throw .malformedService }
            rest = authority[end...]
        }
        guard rest.isEmpty || Self.isPort(rest) else { throw .malformedService }
        self.uri = uri
    }

    /// Labels of letters, digits and hyphens with single periods between.
    private static func isHost(_ host: Substring.UTF8View.SubSequence) -> Bool {
        guard (1...253).contains(host.count) else { return false }
        return host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.count) && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    /// What may stand in an address of IP version 6.
    private static func isAddress(_ address: Substring.UTF8View.SubSequence) -> Bool {
        (2...45).contains(address.count)
            && address.allSatisfy { character in
                (UInt8(ascii: "0")...UInt8(ascii: ":")).contains(character) || character == UInt8(ascii: ".")
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(character)
            }
    }

    private static func isPort(_ rest: Substring.UTF8View.SubSequence) -> Bool {
        let digits = rest.dropFirst()
        guard rest.first == UInt8(ascii: ":"), (1...5).contains(digits.count), digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let port = Int(String(decoding: digits, as: UTF8.self))
        else { return false }
        return port <= 65_535 && port != 443
    }

    private static func isLetterOrDigit(_ character: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
    }
}
