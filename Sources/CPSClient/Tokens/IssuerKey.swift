internal import BlindTokens
internal import CPSWire

/// The token key that everybody sees, and where its tokens are asked for.
struct IssuerKey: Hashable {
    let entry: IssuerDirectory.Entry
    let issuer: ServiceAddress
    /// The path that token requests go to.
    let path: String

    /// The preferred key of a directory (RFC 9578 section 4: the first).
    ///
    /// Where the directory names a URL for requests, it must be at the issuer itself: the STIR certificate is
    /// shown to nobody else.
    init(directory json: [UInt8], of issuer: ServiceAddress) throws(CPSClientError) {
        guard let directory = try? IssuerDirectory(json: json), let entry = directory.entries.first else {
            throw .malformedAnswer
        }
        self.entry = entry
        self.issuer = issuer
        let uri = directory.requestURI
        let path = uri.hasPrefix(issuer.origin + "/") ? String(uri.dropFirst(issuer.origin.utf8.count)) : uri
        guard path.hasPrefix("/"), !path.hasPrefix("//"), path.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw .malformedAnswer
        }
        self.path = path
    }

    /// When the service stops taking its tokens: seconds since 1970. A directory that does not say since when
    /// the key is used means "now".
    func notAfter(_ token: ServiceParameters.Token, now: Int64) -> Int64 {
        let start = entry.notBefore.map { Int64(clamping: min($0, Self.latestStart)) } ?? now
        // Both spans are at most a year, so nothing overflows.
        return start + Int64(token.epoch) + Int64(token.grace)
    }

    /// The end of the year 9999.
    private static let latestStart: UInt64 = 253_402_300_799
}
