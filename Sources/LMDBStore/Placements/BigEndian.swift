/// Integers as they are written in both environments, so that LMDB's order of bytes is the order of numbers.
enum BigEndian {
    /// The bytes of an integer.
    static func bytes<Integer: FixedWidthInteger & UnsignedInteger>(_ value: Integer) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Integer.bitWidth / 8)
        append(value, to: &bytes)
        return bytes
    }

    /// Adds the bytes of an integer to the end of others.
    static func append<Integer: FixedWidthInteger & UnsignedInteger>(_ value: Integer, to bytes: inout [UInt8]) {
        for shift in stride(from: Integer.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// The integer of exactly these bytes; `nil` where their number is another.
    static func integer<Integer: FixedWidthInteger & UnsignedInteger>(
        _ bytes: some Collection<UInt8>, as type: Integer.Type
    ) -> Integer? {
        guard bytes.count * 8 == Integer.bitWidth else { return nil }
        return bytes.reduce(0) { $0 << 8 | Integer($1) }
    }

    /// The 64-bit integer at an offset; `nil` where there are fewer than 8 bytes from there.
    static func integer(_ bytes: Span<UInt8>, at offset: Int) -> UInt64? {
        guard offset >= 0, offset + 8 <= bytes.count else { return nil }
        // Eight bytes are there, and any eight are an integer.
        return UInt64(bigEndian: unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
