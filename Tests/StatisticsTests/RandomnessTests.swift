import SeededRandomness
import Statistics
import Testing

@Suite struct RandomnessTests {
    /// The examples of NIST SP 800-22 revision 1a, sections 2.1.4, 2.1.8, 2.3.4 and 2.3.8.
    @Test func publishedExamples() {
        #expect(abs(BitTests.monobit(ones: 6, of: 10) - 0.527089) < 1e-6)
        #expect(abs(BitTests.monobit(ones: 42, of: 100) - 0.109599) < 1e-6)
        #expect(abs(BitTests.runs(7, ones: 6, of: 10) - 0.147232) < 1e-6)
        #expect(abs(BitTests.runs(52, ones: 42, of: 100) - 0.500798) < 1e-6)
    }

    @Test(arguments: [1, 2, 3, 1000])
    func censusCountsAsOneWould(_ count: Int) {
        var generator = SeededGenerator(seed: 7)
        let bytes = generator.bytes(count).map { $0 & 0x9f }
        var census = ByteCensus()
        let cut = Int.random(in: 0...count, using: &generator)
        census.add(Array(bytes[..<cut]))
        census.add(bytes, cut..<count)
        let bits: [Bool] = bytes.flatMap { byte in (0..<8).map { (byte << UInt8($0)) & 0x80 != 0 } }
        #expect(census.count == count)
        #expect(census.ones == bits.count { $0 })
        #expect(census.runs == 1 + zip(bits, bits.dropFirst()).count { $0 != $1 })
        #expect(census.histogram == (0..<256).map { value in bytes.count { Int($0) == value } })
    }

    @Test func serialCorrelation() {
        var (rising, swinging) = (ByteCensus(), ByteCensus())
        for _ in 0..<100 {
            rising.add((0..<256).map { UInt8($0) })
            swinging.add([0, 255])
        }
        #expect(rising.serialCorrelation > 0.95)
        #expect(swinging.serialCorrelation < -0.95)
    }

    @Test func randomBytesPass() {
        var generator = SeededGenerator(seed: 3)
        var (census, positions) = (ByteCensus(), PositionCensus(length: 50))
        for _ in 0..<1000 {
            let bytes = generator.bytes(50)
            census.add(bytes)
            positions.add(bytes)
        }
        #expect(census.verdicts.count == 4)
        for verdict in census.verdicts { #expect(verdict.pValue > 1e-4, "\(verdict.test)") }
        #expect(positions.pValue > 1e-4)
        #expect(positions.chances.count == 100)
    }

    private func chance(_ test: String, _ byte: (inout SeededGenerator, Int) -> UInt8) throws -> Double {
        var generator = SeededGenerator(seed: 4)
        var census = ByteCensus()
        census.add((0..<20_000).map { byte(&generator, $0) })
        return try #require(census.verdicts.first { $0.test == test }).pValue
    }

    /// Each test sees what it is for.
    @Test func oddBytesFail() throws {
        #expect(try chance("monobit") { generator, place in generator.bytes(1)[0] | (place % 16 == 0 ? 1 : 0) } < 1e-3)
        #expect(try chance("byte chi-square") { _, place in UInt8(truncatingIfNeeded: place / 50) } < 1e-9)
        #expect(try chance("serial correlation") { _, place in UInt8(truncatingIfNeeded: place) } < 1e-9)
        #expect(try chance("runs") { _, _ in 0x55 } < 1e-9)
        #expect(try chance("runs") { _, _ in 0 } == 0)
    }

    @Test(arguments: [200, 30_000])
    func onePositionFails(_ records: Int) {
        var generator = SeededGenerator(seed: 9)
        var positions = PositionCensus(length: 4)
        for record in 0..<records {
            var bytes = generator.bytes(6)
            if record % 2 == 0 { bytes[3] &= 0x7f }
            positions.add(bytes, at: 1)
        }
        #expect(positions.records == records)
        let width = positions.chances.count / 4
        let chances = (0..<4).map { Significance.bonferroni(positions.chances[$0 * width..<($0 + 1) * width]) }
        #expect(chances[2] < 1e-6)
        #expect(chances[0] > 1e-4 && chances[1] > 1e-4 && chances[3] > 1e-4)
    }
}
