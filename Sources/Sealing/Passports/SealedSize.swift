/// The size of every sealed PASSporT of a deployment, in bytes.
public struct SealedSize: Hashable, Sendable {
    /// The default of the protocol: room for several PASSporTs with ES256 signatures.
    public static let standard = Self(unchecked: 2048)
    /// What a deployment may choose from.
    public static let allowed = 512...32_768

    /// Number of bytes.
    public let byteCount: Int

    private init(unchecked byteCount: Int) {
        self.byteCount = byteCount
    }

    /// A size of 512 to 32,768 bytes.
    ///
    /// - Throws: ``SealingError/wrongLength`` outside of that.
    public init(byteCount: Int) throws(SealingError) {
        guard Self.allowed.contains(byteCount) else { throw .wrongLength }
        self.byteCount = byteCount
    }

    /// How many bytes of PASSporTs fit: all but suite, encapsulated key, length field and tag.
    public var passportCapacity: Int { byteCount - 1 - 32 - 2 - 16 }

    /// Number of bytes of one entry of a batch: the sealed PASSporT, 8 bytes about it, and a 16-byte tag.
    public var entryByteCount: Int { byteCount + 8 + 16 }

    /// Number of bytes of a batch of `entries`.
    public func batchByteCount(entries: Int) -> Int {
        Batch.headerByteCount + entries * entryByteCount
    }
}
