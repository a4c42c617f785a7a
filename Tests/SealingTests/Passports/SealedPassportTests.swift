import Crypto
@testable import Sealing
import TestVectors
import Testing

@Suite("Sealed PASSporT")
struct SealedPassportTests {
    private let key: RecipientPrivateKey
    private let size: SealedSize

    init() throws {
        key = try .generate()
        size = try Samples.size
    }

    private func seal(_ passports: [String]) throws -> SealedPassport {
        try SealedPassport(sealing: passports, to: key.publicKey, size: size)
    }

    @Test("what is sealed opens, one or several, and always has the same size")
    func roundTrip() throws {
        for passports in [["a"], [Samples.passport], ["a", "b"], [Samples.passport, Samples.passport], Array(repeating: "x", count: 231)] {
            let sealed = try seal(passports)
            #expect(sealed.bytes.count == 512)
            #expect(sealed.bytes[0] == 0x01)
            #expect(try sealed.open(with: key) == passports)
            #expect(try SealedPassport(bytes: sealed.bytes, size: size).open(with: key) == passports)
        }
    }

    @Test("fills a sealed PASSporT to the last byte, and no further")
    func capacity() throws {
        let longest = String(repeating: "p", count: 461)
        #expect(size.passportCapacity == 461)
        #expect(try seal([longest]).open(with: key) == [longest])
        #expect(throws: SealingError.doesNotFit) { try seal([longest + "p"]) }
        let halves = [String(repeating: "p", count: 230), String(repeating: "q", count: 230)]
        #expect(try seal(halves).open(with: key) == halves)
        #expect(throws: SealingError.doesNotFit) { try seal([halves[0] + "p", halves[1]]) }
        #expect(throws: SealingError.doesNotFit) { try seal(Array(repeating: "x", count: 232)) }
    }

    @Test(
        "refuses nothing at all, an empty PASSporT, and a line feed",
        arguments: [[], [""], ["a", ""], ["", "a"], ["a\n"], ["\n"], ["a\nb"], ["a", "b\r\n"]])
    func refuses(_ passports: [String]) {
        #expect(throws: SealingError.malformedPlaintext) { try seal(passports) }
    }

    @Test("every sealing is fresh")
    func fresh() throws {
        let sealed = try (0..<64).map { _ in try seal(["a"]) }
        #expect(Set(sealed).count == 64)
        #expect(Set(sealed.map { $0.bytes[1..<33] }).count == 64)
    }

    @Test("another key opens nothing")
    func stranger() throws {
        let sealed = try seal(["a"])
        for _ in 0..<16 {
            let stranger = try RecipientPrivateKey.generate()
            #expect(throws: SealingError.notForThisKey) { try sealed.open(with: stranger) }
        }
    }

    @Test("one flipped bit anywhere, and nothing opens")
    func flippedBit() throws {
        let sealed = try seal([Samples.passport]).bytes
        for position in sealed.indices {
            var flipped = sealed
            flipped[position] ^= 1 << UInt8(position % 8)
            let passport = try SealedPassport(bytes: flipped, size: size)
            let expected = position == 0 ? SealingError.unknownVersion : .notForThisKey
            #expect(throws: expected) { try passport.open(with: key) }
        }
    }

    @Test("the top bit of the encapsulated key counts, too")
    func topBit() throws {
        var flipped = try seal(["a"]).bytes
        flipped[32] ^= 0x80
        let passport = try SealedPassport(bytes: flipped, size: size)
        #expect(throws: SealingError.notForThisKey) { try passport.open(with: key) }
    }

    /// Anyone could compute the key of these, without a private key on either side.
    @Test("an encapsulated key of low order opens nothing, though the ciphertext fits", arguments: RecipientPublicKeyTests.lowOrder)
    func lowOrder(_ digits: String) throws {
        let encapsulated = try #require(HexBytes(digits)).bytes
        let kem = LabeledKDF(suiteID: Array("KEM".utf8) + [0x00, 0x20])
        let extracted = kem.extract(salt: nil, label: "eae_prk", [UInt8](repeating: 0, count: 32))
        let secret = kem.expand(
            extracted, label: "shared_secret", encapsulated + key.publicKey.bytes, byteCount: 32)
        let context = KeySchedule(aead: .aes256GCM, info: SealedPassport.info).context(of: secret)
        let box = try AES.GCM.seal(
            try PassportPlaintext.encode(["a"], size: size), using: context.key(byteCount: 32),
            nonce: AES.GCM.Nonce(data: context.baseNonce().bytes),
            authenticating: PlacementIndex(of: key.publicKey).bytes)
        let passport = try SealedPassport(
            bytes: [0x01] + encapsulated + Array(box.ciphertext + box.tag), size: size)
        #expect(throws: SealingError.notForThisKey) { try passport.open(with: key) }
    }

    @Test("refuses other lengths", arguments: [0, 1, 33, 49, 511, 513, 2048])
    func length(_ count: Int) {
        #expect(throws: SealingError.wrongLength) {
            try SealedPassport(bytes: [UInt8](repeating: 1, count: count), size: size)
        }
    }
}
