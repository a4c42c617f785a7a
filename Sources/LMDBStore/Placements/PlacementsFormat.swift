import CallPlacement

/// What a folder of placements says about itself:
/// `version(4) || sealedSize(4) || chunkByteCount(4) || handle key(32)`, big-endian.
struct PlacementsFormat: Equatable {
    /// The second version: records are encrypted under the keys of ``KeyFile``.
    static let version: UInt32 = 2
    static let handleKeyByteCount = 32
    static let byteCount = 12 + handleKeyByteCount

    /// Bytes of every sealed PASSporT.
    var sealedSize: Int
    /// Bytes of a chunk of a record.
    var chunkByteCount: Int
    /// The random key made for this folder.
    var handleKey: [UInt8]

    /// The format of a new folder.
    init(sealedSize: Int, layout: ChunkLayout) {
        var generator = SystemRandomNumberGenerator()
        self.sealedSize = sealedSize
        self.chunkByteCount = layout.chunkByteCount
        self.handleKey = (0..<Self.handleKeyByteCount).map { _ in .random(in: .min ... .max, using: &generator) }
    }

    /// Reads what ``bytes`` gives.
    init(bytes: [UInt8]) throws(StoreError) {
        guard let version = BigEndian.integer(bytes.prefix(4), as: UInt32.self) else {
            throw .damaged("the folder of placements does not say its format: it is damaged, remove it")
        }
        guard version == Self.version else {
            throw .damaged(
                "the folder of placements has format \(version), this program reads \(Self.version): "
                    + "remove the folder, whose PASSporTs would expire within a lifetime, or start the other program again"
            )
        }
        guard bytes.count == Self.byteCount,
            let sealedSize = BigEndian.integer(bytes[4..<8], as: UInt32.self),
            let chunkByteCount = BigEndian.integer(bytes[8..<12], as: UInt32.self),
            sealedSize > 0, chunkByteCount > 0
        else { throw .damaged("the folder of placements states a format that cannot be: it is damaged, remove it") }
        self.sealedSize = Int(sealedSize)
        self.chunkByteCount = Int(chunkByteCount)
        self.handleKey = Array(bytes[12...])
    }

    /// The bytes as they are kept.
    var bytes: [UInt8] {
        BigEndian.bytes(Self.version) + BigEndian.bytes(UInt32(sealedSize)) + BigEndian.bytes(UInt32(chunkByteCount))
            + handleKey
    }
}
