import Sealing
import Testing

@Suite("Sealed size")
struct SealedSizeTests {
    @Test("takes what is allowed", arguments: [512, 513, 2048, 32_767, 32_768])
    func takes(_ count: Int) throws {
        let size = try SealedSize(byteCount: count)
        #expect(size.byteCount == count)
        #expect(size.passportCapacity == count - 51)
        #expect(size.entryByteCount == count + 24)
        #expect(size.batchByteCount(entries: 4) == 35 + 4 * (count + 24))
    }

    @Test("refuses", arguments: [Int.min, -1, 0, 511, 32_769, 65_536, Int.max])
    func refuses(_ count: Int) {
        #expect(throws: SealingError.wrongLength) { try SealedSize(byteCount: count) }
    }

    @Test("the standard is one of the protocol")
    func standard() throws {
        #expect(SealedSize.standard.byteCount == 2048)
        #expect(try SealedSize(byteCount: 2048) == .standard)
    }
}
