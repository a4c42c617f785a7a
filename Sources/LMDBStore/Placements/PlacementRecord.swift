import CallPlacement
import Sealing

/// A placement as its database holds it: `expiry(8) || use key(16) || digest(32) || index(32) || pkR(32) ||
/// sealed PASSporT`, encrypted by ``ExpiryKeys`` and then cut into chunks of which each has the key `id(8) || chunk(1)`.
/// Integers are big-endian.
struct PlacementRecord: Equatable {
    /// Bytes of the key of a chunk.
    static let keyByteCount = 9
    /// Bytes before the sealed PASSporT. Once it is encrypted, all of them lie in the first chunk.
    static let headByteCount = PlacementHead.byteCount + RecipientPublicKey.byteCount

    /// When it ends.
    var expiry: BootInstant
    /// Where its use is noted.
    var useKey: UseKey
    /// SHA-256 of the request that made it.
    var digest: RequestDigest
    /// The index it is placed under.
    var index: PlacementIndex
    /// The recipient.
    var recipient: RecipientPublicKey
    /// The sealed PASSporT.
    var sealed: [UInt8]

    /// The key of a chunk.
    static func key(of id: PlacementID, chunk: Int) -> [UInt8] {
        BigEndian.bytes(id.rawValue) + [UInt8(chunk)]
    }

    /// The bytes of the record, before they are cut.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headByteCount + sealed.count)
        let words = [
            expiry.nanoseconds, useKey.words.0, useKey.words.1, digest.words.0, digest.words.1, digest.words.2,
            digest.words.3, index.words.0, index.words.1, index.words.2, index.words.3,
        ]
        for word in words { BigEndian.append(word, to: &bytes) }
        bytes += recipient.bytes
        bytes += sealed
        return bytes
    }

    /// The record of a request.
    init(_ request: PlacementRequest, digest: RequestDigest, useKey: UseKey, expiry: BootInstant) {
        self.expiry = expiry
        self.useKey = useKey
        self.digest = digest
        self.index = request.index
        self.recipient = request.recipient
        self.sealed = request.sealed
    }
}
