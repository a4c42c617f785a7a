public import Sealing

/// A called party's private key, with the one prefix length that it asks with.
///
/// The length belongs to the key and not to a retrieval: whoever sees answers to prefixes of two lengths can
/// intersect them and find out whose they are.
public struct CalleeKey: Sendable {
    /// The length of a prefix where nothing else is said: with 4 digits, a 65,536th of all recipients.
    public static let standardPrefixDigits = 4

    /// What opens the batches.
    public let privateKey: RecipientPrivateKey
    /// 1 to 64 hexadecimal digits of the index.
    public let prefixDigits: Int
    let prefix: IndexPrefix

    /// A key with its prefix length.
    ///
    /// - Throws: ``CPSClientError/prefixOutOfRange``.
    public init(
        privateKey: RecipientPrivateKey, prefixDigits: Int = CalleeKey.standardPrefixDigits
    ) throws(CPSClientError) {
        guard (1...64).contains(prefixDigits),
            let prefix = try? IndexPrefix(of: PlacementIndex(of: privateKey.publicKey), digits: prefixDigits)
        else { throw .prefixOutOfRange }
        self.privateKey = privateKey
        self.prefixDigits = prefixDigits
        self.prefix = prefix
    }

    /// Makes a fresh key.
    ///
    /// - Throws: ``CPSClientError/prefixOutOfRange``.
    public static func generate(
        prefixDigits: Int = CalleeKey.standardPrefixDigits
    ) throws(CPSClientError) -> CalleeKey {
        guard let key = try? RecipientPrivateKey.generate() else { throw .cryptography }
        return try CalleeKey(privateKey: key, prefixDigits: prefixDigits)
    }
}
