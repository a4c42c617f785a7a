/// A batch: what every retrieval returns, call or no call.
///
/// `version(1) = 0x01 || N(2) || E(32) || entry_0 || ... || entry_{N-1}`. An entry with a PASSporT is
/// AES-256-GCM under a key of its recipient and this batch; one without is uniformly random. Only the
/// recipient can tell which is which, and no byte of one batch says anything about another.
public enum Batch {
    /// The version of this protocol.
    static let version: UInt8 = 0x01
    /// Number of bytes before the first entry: version, number of entries, `E`.
    public static let headerByteCount = 35

    static let info = Array("cps-batch-v1".utf8)
    static let exporterContext = Array("entry-key".utf8)
    static let schedule = KeySchedule(aead: .aes256GCM, info: info)

    static func header(entries: Int, ephemeral: [UInt8]) -> [UInt8] {
        [version, UInt8(entries >> 8), UInt8(entries & 0xff)] + ephemeral
    }

    /// `uint96(position)`: the nonce of the entry at a position.
    static func nonce(position: Int) -> [UInt8] {
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, UInt8(position >> 8), UInt8(position & 0xff)]
    }
}

/// A live PASSporT on its way into a batch.
public struct LiveEntry: Hashable, Sendable {
    /// Whom it is for.
    public let recipient: RecipientPublicKey
    /// The sealed PASSporT, as it was stored.
    public let sealed: [UInt8]
    /// How many live PASSporTs this recipient has, 0 to 65,535.
    public let pending: Int
    /// How many seconds this one will still be kept, 0 to 65,535.
    public let remaining: Int

    /// An entry as given; both numbers are cut off at 65,535.
    public init(recipient: RecipientPublicKey, sealed: [UInt8], pending: Int, remaining: Int) {
        self.recipient = recipient
        self.sealed = sealed
        self.pending = min(max(0, pending), 0xffff)
        self.remaining = min(max(0, remaining), 0xffff)
    }

    /// `pending(2) || remaining(2) || zeros(4)`.
    var trailer: [UInt8] {
        [
            UInt8(pending >> 8), UInt8(pending & 0xff), UInt8(remaining >> 8), UInt8(remaining & 0xff), 0, 0, 0, 0,
        ]
    }
}
