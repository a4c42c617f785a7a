@testable import Sealing
import TestVectors
import Testing

/// Plaintexts made by hand, sealed by swift-crypto, and opened by ours.
@Suite("Plaintext of a sealed PASSporT")
struct PassportPlaintextTests {
    private static let byteCount = 463

    /// `length(2) || content || zeros`, with any length.
    private static func plaintext(_ content: String, length: Int? = nil) -> [UInt8] {
        let length = length ?? content.utf8.count
        let written = [UInt8(length >> 8), UInt8(length & 0xff)] + Array(content.utf8)
        return written + [UInt8](repeating: 0, count: byteCount - written.count)
    }

    private func opened(_ plaintext: [UInt8]) throws -> [String] {
        let key = try RecipientPrivateKey.generate()
        let bytes = try IndependentRecipient.sealPassport(plaintext, to: key.publicKey)
        return try SealedPassport(bytes: bytes, size: Samples.size).open(with: key)
    }

    @Test("what is sound opens")
    func sound() throws {
        #expect(try opened(Self.plaintext("a.b.c")) == ["a.b.c"])
        #expect(try opened(Self.plaintext("a.b.c\nd.e.f")) == ["a.b.c", "d.e.f"])
        #expect(try opened(Self.plaintext(String(repeating: "p", count: 461))).map(\.count) == [461])
    }

    @Test("a padding byte that is not zero is refused, wherever it stands", arguments: [7, 8, 100, 461, 462])
    func padding(_ position: Int) {
        var plaintext = Self.plaintext("a.b.c")
        plaintext[position] = 1
        #expect(throws: SealingError.malformedPlaintext) { try opened(plaintext) }
    }

    @Test("a wrong length is refused", arguments: [0, 1, 4, 462, 463, 0xffff])
    func length(_ length: Int) {
        #expect(throws: SealingError.malformedPlaintext) { try opened(Self.plaintext("a.b.c", length: length)) }
    }

    @Test("an empty PASSporT is refused", arguments: ["\n", "a\n", "\na", "a\n\nb", "a\nb\n"])
    func empty(_ content: String) {
        #expect(throws: SealingError.malformedPlaintext) { try opened(Self.plaintext(content)) }
    }

    @Test("bytes that are no UTF-8 are refused")
    func notText() {
        var plaintext = Self.plaintext("a.b.c")
        plaintext[3] = 0xff
        #expect(throws: SealingError.malformedPlaintext) { try opened(plaintext) }
    }

    @Test("whatever is decoded has that one encoding")
    func fuzz() throws {
        let size = try Samples.size
        var generator = SeededGenerator(seed: 3)
        let sound = try PassportPlaintext.encode(["a.b.c", "d.e.f"], size: size)
        var (read, refused) = (0, 0)
        for round in 0..<3000 {
            var plaintext = sound
            if round.isMultiple(of: 4) {
                plaintext = Samples.random(Int.random(in: 0...40, using: &generator), using: &generator)
            } else {
                plaintext[Int.random(in: 0...20, using: &generator)] = UInt8.random(in: 0...127, using: &generator)
            }
            do throws(SealingError) {
                let passports = try PassportPlaintext.decode(plaintext)
                read += 1
                if plaintext.count == sound.count {
                    #expect(try PassportPlaintext.encode(passports, size: size) == plaintext)
                }
            } catch {
                refused += 1
                #expect(error == .malformedPlaintext)
            }
        }
        #expect(read > 300)
        #expect(refused > 300)
    }
}
