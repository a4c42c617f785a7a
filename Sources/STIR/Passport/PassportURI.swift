/// The URIs of a PASSporT: "uri" identities and "x5u".
enum PassportURI {
    /// Most bytes of a URI. Longer ones are in nobody's interest.
    static let maximumBytes = 2048

    /// Whether `text` can be a URI at all: a scheme, a colon, and printable ASCII without spaces (RFC 3986).
    ///
    /// Nothing here fetches it; those who do check the scheme and the host that they are willing to reach.
    static func isUsable(_ text: String) -> Bool {
        guard text.utf8.count <= maximumBytes, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            return false
        }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
    }
}
