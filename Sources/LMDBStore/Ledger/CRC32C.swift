/// CRC-32C (Castagnoli; RFC 3720 appendix B.4): notices every change of up to three bits, and every burst of up to 32, in
/// rows as short as the ledger's. It is there against damage, and not against anybody who may write to the file.
struct CRC32C: Sendable {
    /// The one table.
    static let shared = CRC32C()

    private let table: [UInt32]

    private init() {
        table = (0..<256 as Range<UInt32>).map { byte in
            (0..<8).reduce(byte) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0x82f6_3b78 : rest >> 1 }
        }
    }

    /// The checksum of bytes.
    ///
    /// - Parameter start: the checksum of what stands before them.
    func checksum(of bytes: some Sequence<UInt8>, after start: UInt32 = 0) -> UInt32 {
        var rest = ~start
        for byte in bytes { rest = rest >> 8 ^ table[Int(UInt8(truncatingIfNeeded: rest) ^ byte)] }
        return ~rest
    }
}
