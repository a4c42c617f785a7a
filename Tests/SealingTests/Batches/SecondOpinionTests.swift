import Crypto
import Foundation
import Sealing
import Testing

/// swift-crypto's HPKE and ours, each on the other side.
@Suite("Second opinion: swift-crypto's HPKE")
struct SecondOpinionTests {
    @Test("it opens our batches")
    func opensBatches() throws {
        let size = try Samples.size
        let keys = try (0..<3).map { _ in try RecipientPrivateKey.generate() }
        for _ in 0..<32 {
            let live = try keys.enumerated().map { try Samples.live($1.publicKey, pending: 0x0102, remaining: $0) }
            let batch = try BatchSealer(size: size).batch(of: live, entries: 8)
            var positions: Set<Int> = []
            for (number, key) in keys.enumerated() {
                let opened = try IndependentRecipient(key).open(batch, entryByteCount: size.entryByteCount)
                #expect(opened.count == 1)
                #expect(opened.first?.plaintext == live[number].sealed + [1, 2, 0, UInt8(number), 0, 0, 0, 0])
                positions.formUnion(opened.map(\.position))
            }
            #expect(positions.count == 3)
        }
    }

    @Test("it opens our sealed PASSporTs")
    func opensPassports() throws {
        let size = try Samples.size
        for _ in 0..<32 {
            let key = try RecipientPrivateKey.generate()
            let sealed = try SealedPassport(sealing: ["a.b.c", "d"], to: key.publicKey, size: size).bytes
            var recipient = try HPKE.Recipient(
                privateKey: IndependentRecipient(key).key, ciphersuite: IndependentRecipient.suite,
                info: Data("cps-passport-v1".utf8), encapsulatedKey: Data(sealed[1..<33]))
            let plaintext = try recipient.open(
                Data(sealed[33...]), authenticating: Data(PlacementIndex(of: key.publicKey).bytes))
            #expect(Array(plaintext) == [0, 7] + Array("a.b.c\nd".utf8) + [UInt8](repeating: 0, count: 454))
        }
    }

    @Test("we open what it sealed")
    func sealsPassports() throws {
        for _ in 0..<32 {
            let key = try RecipientPrivateKey.generate()
            let plaintext = [0, 7] + Array("a.b.c\nd".utf8) + [UInt8](repeating: 0, count: 454)
            let bytes = try IndependentRecipient.sealPassport(plaintext, to: key.publicKey)
            #expect(try SealedPassport(bytes: bytes, size: Samples.size).open(with: key) == ["a.b.c", "d"])
        }
    }
}
