import CallPlacement
import Sealing

/// A placement as its database holds it: `expiry(8) || use key(16) || digest(32) || index(32) || pkR(32) ||
/// sealed PASSporT`, encrypted by ``ExpiryKeys`` and then cut into chunks of which each has the key `id(8) || chunk(1)`. Integers are big-endian.
struct PlacementRecord: Equatable {
    /// Bytes of the key of a chunk.
    static let keyByteCount = 9
    /// Bytes of the digest of a request.
    static let digestByteCount = 32
    /// Bytes before the sealed PASSporT. Once it is encrypted, all of them lie in the first chunk.
    static let headByteCount =
        8 + UseKey.byteCount + digestByteCount + PlacementIndex.byteCount + RecipientPublicKey.byteCount

    /// When it ends.
    var expiry: BootInstant
    /// Where its use is noted.
    var useKey: UseKey
    /// SHA-256 of the request that made it.
    var digest: [UInt8]
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
        bytes += BigEndian.bytes(expiry.nanoseconds)
        bytes += useKey.bytes
        bytes += digest
        bytes += index.bytes
        bytes += recipient.bytes
        bytes += sealed
        return bytes
    }

    /// Reads a record.
    ///
    /// - Throws: ``StoreError/damaged(_:)`` for bytes that ``bytes`` never gives.
    init(bytes: [UInt8], sealedSize: Int) throws(StoreError) {
        guard bytes.count == Self.headByteCount + sealedSize, let head = PlacementHead(bytes.span) else {
            throw .damaged("a placement has the wrong length")
        }
        do {
            let start = Self.headByteCount - RecipientPublicKey.byteCount
            self.recipient = try RecipientPublicKey(bytes: bytes[start..<Self.headByteCount])
        } catch {
            throw .damaged("a placement holds an unusable recipient key")
        }
        self.expiry = head.expiry
        self.useKey = head.useKey
        self.digest = head.digest
        self.index = head.index
        self.sealed = Array(bytes[Self.headByteCount...])
    }

    /// The record of a request.
    init(_ request: PlacementRequest, useKey: UseKey, expiry: BootInstant) {
        self.expiry = expiry
        self.useKey = useKey
        self.digest = request.digest
        self.index = request.index
        self.recipient = request.recipient
        self.sealed = request.sealed
    }
}
