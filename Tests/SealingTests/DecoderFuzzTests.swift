@testable import Sealing
import TestVectors
import Testing

/// Whatever bytes come in: an opener answers, or refuses by name.
@Suite("Openers of outside bytes")
struct DecoderFuzzTests {
    /// Some bytes changed, removed or added.
    private func mutated(_ sound: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = sound
        for _ in 0...Int.random(in: 0...3, using: &generator) where !bytes.isEmpty {
            let position = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0...5, using: &generator) {
            case 0: bytes.remove(at: position)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
            case 2: bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator))
            default: bytes[position] = UInt8.random(in: 0...255, using: &generator)
            }
        }
        return bytes
    }

    @Test("sealed PASSporT")
    func sealedPassport() throws {
        let (size, key) = (try Samples.size, try ProtocolExamples.load().recipientA.key)
        let sound = try SealedPassport(sealing: ["a"], to: key.publicKey, size: size).bytes
        var generator = SeededGenerator(seed: 6)
        var errors: Set<SealingError> = []
        for round in 0..<1500 {
            let bytes = round.isMultiple(of: 3)
                ? [0x01] + Samples.random(Int.random(in: 505...515, using: &generator), using: &generator)
                : mutated(sound, using: &generator)
            do throws(SealingError) {
                let opened = try SealedPassport(bytes: bytes, size: size).open(with: key)
                #expect(bytes == sound)
                #expect(opened == ["a"])
            } catch {
                errors.insert(error)
            }
        }
        #expect(errors == [.wrongLength, .notForThisKey, .unknownVersion])
    }

    @Test("batch")
    func batch() throws {
        let (size, key) = (try Samples.size, try ProtocolExamples.load().recipientA.key)
        let opener = BatchOpener(key: key, size: size)
        let sound = try BatchSealer(size: size).batch(of: [Samples.live(key.publicKey)], entries: 2)
        var generator = SeededGenerator(seed: 7)
        var errors: Set<SealingError> = []
        var answered = 0
        for round in 0..<1500 {
            let bytes: [UInt8]
            switch round % 4 {
            case 0: bytes = Samples.random(Int.random(in: 0...80, using: &generator), using: &generator)
            case 1: bytes = [0x01, 0x00, 0x02] + Samples.random(sound.count - 3, using: &generator)
            default: bytes = mutated(sound, using: &generator)
            }
            do throws(SealingError) {
                let opened = try opener.open(bytes, entries: 2)
                answered += 1
                #expect(opened.count <= 1)
                for entry in opened { #expect(try entry.passport.open(with: key) == [Samples.passport]) }
            } catch {
                errors.insert(error)
            }
        }
        #expect(answered > 300)
        #expect(errors.contains(.wrongLength))
        #expect(!errors.contains(.malformedPlaintext))
    }
}
