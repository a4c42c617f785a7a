/// CRC-32C (Castagnoli; RFC 3720 appendix B.4): notices every change of up to three bits, and every burst of up to 32, in
/// rows as short as the ledger's. It is there against damage, and not against anybody who may write to the file.
struct CRC32C: Sendable {
    /// The one set of tables.
    static let shared = CRC32C()

    /// Bytes that are taken at once.
    private static let stride = 8
    /// For a byte that so many others follow in a stride, from 0 to 7: 256 entries each.
    private let tables: [UInt32]

    private init() {
        let first = (0..<256 as Range<UInt32>).map { byte in
            (0..<8).reduce(byte) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0x82f6_3b78 : rest >> 1 }
        }
        tables = (1..<Self.stride).reduce(into: first) { tables, _ in
            tables += tables.suffix(256).map { $0 >> 8 ^ first[Int($0 & 0xff)] }
        }
    }

    /// The checksum of bytes.
    ///
    /// - Parameter start: the checksum of what stands before them.
    func checksum(of bytes: ArraySlice<UInt8>, after start: UInt32 = 0) -> UInt32 {
        let (bytes, tables) = (bytes.span, tables.span)
        var rest = ~start
        var place = 0
        while bytes.count - place >= Self.stride {
            var next: UInt32 = 0
            for step in 0..<4 {
                let early = UInt8(truncatingIfNeeded: rest >> UInt32(8 * step)) ^ bytes[place + step]
                next ^= tables[256 * (7 - step) + Int(early)] ^ tables[256 * (3 - step) + Int(bytes[place + 4 + step])]
            }
            rest = next
            place += Self.stride
        }
        while place < bytes.count {
            rest = rest >> 8 ^ tables[Int(UInt8(truncatingIfNeeded: rest) ^ bytes[place])]
            place += 1
        }
        return ~rest
    }
}
