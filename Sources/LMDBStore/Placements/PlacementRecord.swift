import CallPlacement
import Sealing

/// A placement as its database holds it: `expiry(8) || use key(16) || index(32) || pkR(32) || sealed PASSporT`,
/// cut into chunks of which each has the key `id(8) || chunk(1)`. Integers are big-endian.
struct PlacementRecord: Equatable {
    /// Bytes of the key of a chunk.
    static let keyByteCount = 9
    /// Bytes before the sealed PASSporT. All of them lie in the first chunk.
    static let headByteCount = 8 + UseKey.byteCount + PlacementIndex.byteCount + RecipientPublicKey.byteCount

    /// When it ends.
    var expiry: BootInstant
    /// Where its use is noted.
    var useKey: UseKey
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
        self.index = head.index
        self.sealed = Array(bytes[Self.headByteCount...])
    }

    /// The record of a request.
    init(_ request: PlacementRequest, useKey: UseKey, expiry: BootInstant) {
        self.expiry = expiry
        self.useKey = useKey
        self.index = request.index
        self.recipient = request.recipient
        self.sealed = request.sealed
    }
}
