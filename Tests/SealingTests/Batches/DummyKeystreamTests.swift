import Testing

@testable import Sealing

@Suite("Keystream for dummies")
struct DummyKeystreamTests {
    private static let step = unsafe Zeros.shared.bytes.count

    private func keystream(byteCount: Int) throws -> [UInt8] {
        var failure: SealingError?
        // What was there before must not matter: it is overwritten, not added to.
        var bytes = [UInt8](repeating: 0xaa, count: byteCount)
        unsafe bytes.withUnsafeMutableBytes { output in
            do throws(SealingError) { unsafe try DummyKeystream.fill(output) } catch { failure = error }
        }
        if let failure { throw failure }
        return bytes
    }

    @Test("Every byte is written, up to the last", arguments: [64, step - 1, step, step + 64, 3 * step + 100])
    func wholeLength(byteCount: Int) throws {
        let bytes = try keystream(byteCount: byteCount)
        // Eight bytes in a row keep their old value by chance once in 2^64 times.
        for start in stride(from: 0, through: byteCount - 8, by: 1) {
            let isUntouched = bytes[start..<start + 8].allSatisfy { $0 == 0xaa }
            #expect(!isUntouched)
            if isUntouched { break }
        }
    }

    @Test("No block comes again: the counter runs on from one stretch of zeros to the next")
    func neverRepeats() throws {
        let bytes = try keystream(byteCount: 4 * Self.step) + keystream(byteCount: Self.step)
        let blocks = Set(stride(from: 0, to: bytes.count, by: 16).map { Array(bytes[$0..<$0 + 16]) })
        #expect(blocks.count == bytes.count / 16)
    }

    @Test("The zeros stay zeros")
    func zeros() throws {
        _ = try keystream(byteCount: 2 * Self.step)
        #expect(unsafe Zeros.shared.bytes.allSatisfy { $0 == 0 })
    }
}

@Suite("Buffered randomness")
struct BufferedRandomnessTests {
    @Test("No number comes again, neither from one generator nor from two")
    func fresh() {
        var (first, second) = (BufferedRandomness(), BufferedRandomness())
        let numbers = (0..<200).map { _ in first.next() } + (0..<200).map { _ in second.next() }
        #expect(Set(numbers).count == numbers.count)
    }
}
