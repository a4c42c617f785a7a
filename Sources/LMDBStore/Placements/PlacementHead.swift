import CallPlacement
import Sealing

/// The start of a ``PlacementRecord``: what opening and sweeping need to know of it.
struct PlacementHead {
    /// When it ends.
    let expiry: BootInstant
    /// Where its use is noted.
    let useKey: UseKey
    /// SHA-256 of the request that made it.
    let digest: RequestDigest
    /// The index it is placed under.
    let index: PlacementIndex

    /// Number of bytes.
    static let byteCount = 8 + UseKey.byteCount + RequestDigest.byteCount + PlacementIndex.byteCount

    /// Reads the head off a record or its first chunk; `nil` where that is too short.
    init?(_ bytes: Span<UInt8>) {
        guard let expiry = BigEndian.integer(bytes, at: 0),
            let digest = RequestDigest(bytes, at: 24),
            let use0 = BigEndian.integer(bytes, at: 8), let use1 = BigEndian.integer(bytes, at: 16),
            let index0 = BigEndian.integer(bytes, at: 56), let index1 = BigEndian.integer(bytes, at: 64),
            let index2 = BigEndian.integer(bytes, at: 72), let index3 = BigEndian.integer(bytes, at: 80)
        else { return nil }
        self.expiry = BootInstant(nanoseconds: expiry)
        self.useKey = UseKey(words: (use0, use1))
        self.digest = digest
        self.index = PlacementIndex(words: (index0, index1, index2, index3))
    }
}
