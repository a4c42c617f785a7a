import Encodings
import Sealing

/// Several signed bindings as they go over the wire (`application/vnd.cps.key-bindings`):
///
/// `version(1) = 0x01 || count(4) || count times ( length(4) || JWS compact serialization ) || zeros`
///
/// In the answer to a look-up, zeros fill it up to the next **size class**: a power of two, at least 16 KiB. An
/// observer who sees how long the answer is learns at most which class the bucket is in, and nearly all are in one.
public enum KeyBindingList {
    /// The media type.
    public static let mediaType = "application/vnd.cps.key-bindings"
    /// The size of the answer about an empty bucket, and the smallest that there is.
    public static let smallestClass = 16_384
    /// Bytes before the first binding.
    package static let headByteCount = 5
    private static let version: UInt8 = 1

    /// The first bytes of a list.
    package static func head(count: Int) -> [UInt8] { [version] + bigEndian(count) }

    /// A binding with its length, as it stands in a list.
    package static func record(_ binding: String) -> [UInt8] {
        let bytes = Array(binding.utf8)
        return bigEndian(bytes.count) + bytes
    }

    /// The class of an answer of so many bytes.
    package static func sizeClass(of byteCount: Int) -> Int {
        var size = smallestClass
        while size < byteCount { size *= 2 }
        return size
    }

    /// A list of records, filled up to its class.
    package static func padded(_ records: [[UInt8]]) -> [UInt8] {
        let byteCount = records.reduce(headByteCount) { $0 + $1.count }
        let size = sizeClass(of: byteCount)
        var bytes = head(count: records.count)
        bytes.reserveCapacity(size)
        for record in records { bytes += record }
        bytes += [UInt8](repeating: 0, count: size - byteCount)
        return bytes
    }

    /// Reads a list, with or without zeros after it. What the bindings say is not looked at.
    ///
    /// - Throws: ``KeyBindingError/malformedList``.
    public static func decode(_ bytes: [UInt8]) throws(KeyBindingError) -> [String] {
        guard bytes.count >= headByteCount, bytes[0] == version else { throw .malformedList }
        let count = integer(bytes[1..<headByteCount])
        var position = headByteCount
        var bindings: [String] = []
        for _ in 0..<count {
            guard bytes.count - position >= 4 else { throw .malformedList }
            let length = integer(bytes[position..<position + 4])
            position += 4
            guard (1...KeyBinding.maximumBytes).contains(length), bytes.count - position >= length,
                let text = String(validating: bytes[position..<position + length], as: UTF8.self)
            else { throw .malformedList }
            bindings.append(text)
            position += length
        }
        guard bytes[position...].allSatisfy({ $0 == 0 }) else { throw .malformedList }
        return bindings
    }

    /// The entity tag of a list that is the same for everyone: `SHA-256` of the bindings' own hashes, in order, in
    /// base64url.
    ///
    /// Whoever gets the list can compute it, and does: a service could otherwise give everybody a tag of their own, and
    /// would be shown it at the next request.
    public static func entityTag(of bindings: [String]) -> String {
        entityTag(digests: bindings.map { digest(of: $0) })
    }

    /// As ``entityTag(of:)``, of hashes that are known already.
    package static func entityTag(digests: [[UInt8]]) -> String {
        Base64URL.encode(WholeDigest.sha256(of: Array("cps-key-bindings-v1".utf8) + digests.flatMap(\.self)))
    }

    /// The hash of one binding.
    package static func digest(of binding: String) -> [UInt8] { WholeDigest.sha256(of: Array(binding.utf8)) }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}
