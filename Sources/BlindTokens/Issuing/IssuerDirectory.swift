import Encodings
import FoundationEssentials

/// What an issuer publishes about itself (RFC 9578 section 4), in JSON.
public struct IssuerDirectory: Hashable, Sendable {
    /// The most bytes that are read as a directory.
    public static let byteLimit = 65_536
    /// The most keys that are read from a directory.
    public static let keyLimit = 16

    /// Where token requests go: an absolute URL, or a path on the same host.
    public let requestURI: String
    /// The token keys of type 0x0002, the preferred one first.
    public let entries: [Entry]

    /// A directory to publish.
    public init(requestURI: String, entries: [Entry]) {
        self.requestURI = requestURI
        self.entries = entries
    }

    /// Reads a directory. Keys of other token types are passed over, as RFC 9578 wants it.
    ///
    /// - Throws: ``TokenError/wrongLength`` for more than 65,536 bytes or 16 keys, ``TokenError/malformed`` for
    ///   what is not a directory, ``TokenError/refusedKey`` for an unusable key of type 0x0002.
    public init(json: some Collection<UInt8>) throws(TokenError) {
        guard json.count <= Self.byteLimit else { throw .wrongLength }
        let document: IssuerDirectoryDocument
        do {
            document = try JSONDecoder().decode(IssuerDirectoryDocument.self, from: Data(json))
        } catch {
            throw .malformed
        }
        guard document.tokenKeys.count <= Self.keyLimit else { throw .wrongLength }
        var entries: [Entry] = []
        for key in document.tokenKeys where key.tokenType == TokenType.blindRSA2048 {
            guard let spki = Base64URL.decode(paddedOrNot: key.tokenKey.utf8) else { throw .malformed }
            entries.append(Entry(tokenKey: try BlindRSAPublicKey(spki: spki), notBefore: key.notBefore))
        }
        self.init(requestURI: document.requestURI, entries: entries)
    }

    /// The directory in JSON: equal directories have equal bytes, so that clients can compare them.
    public var json: [UInt8] {
        let keys = entries.map {
            IssuerDirectoryDocument.Key(
                tokenType: TokenType.blindRSA2048, tokenKey: Base64URL.encode($0.tokenKey.spki, padded: true),
                notBefore: $0.notBefore)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            let document = IssuerDirectoryDocument(requestURI: requestURI, tokenKeys: keys)
            return Array(try encoder.encode(document))
        } catch {
            // Strings and whole numbers can always be encoded.
            preconditionFailure("an issuer directory could not be encoded")
        }
    }
}
