import Crypto
import Sealing
import TestVectors
import Testing

@Suite("Public key of a recipient")
struct RecipientPublicKeyTests {
    /// Every canonical u-coordinate of low order, on the curve and on its twist (RFC 7748 section 6.1).
    static let lowOrder = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ]

    /// swift-crypto agrees on a zero with these, whoever asks: the check is ours to make.
    @Test("refuses low order", arguments: lowOrder)
    func refusesLowOrder(_ digits: String) throws {
        let bytes = try #require(HexBytes(digits)).bytes
        #expect(throws: SealingError.refusedRecipientKey) { try RecipientPublicKey(bytes: bytes) }
        let key = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes)
        let other = Curve25519.KeyAgreement.PrivateKey()
        let secret = try other.sharedSecretFromKeyAgreement(with: key)
        #expect(unsafe secret.withUnsafeBytes { unsafe $0.allSatisfy { $0 == 0 } })
    }

    /// p to 2^255 - 1: 19 numbers, of which p and p + 1 are of low order, too.
    @Test("refuses every number from p", arguments: UInt8(0xed)...UInt8(0xff))
    func nonCanonical(_ first: UInt8) {
        let bytes = [first] + [UInt8](repeating: 0xff, count: 30) + [0x7f]
        #expect(throws: SealingError.refusedRecipientKey) { try RecipientPublicKey(bytes: bytes) }
    }

    @Test("takes p - 2, the highest that is canonical and of high order")
    func highest() throws {
        let bytes = [0xeb] + [UInt8](repeating: 0xff, count: 30) + [0x7f]
        #expect(try RecipientPublicKey(bytes: bytes).bytes == bytes)
    }

    @Test("takes numbers that differ from p in one byte alone", arguments: 1...30)
    func nearP(_ position: Int) throws {
        var bytes = [0xff] + [UInt8](repeating: 0xff, count: 30) + [0x7f]
        bytes[position] = 0xfe
        #expect(try RecipientPublicKey(bytes: bytes).bytes == bytes)
    }

    @Test("refuses the top bit")
    func topBit() throws {
        for _ in 0..<32 {
            var bytes = try RecipientPrivateKey.generate().publicKey.bytes
            bytes[31] |= 0x80
            #expect(throws: SealingError.refusedRecipientKey) { try RecipientPublicKey(bytes: bytes) }
        }
        for digits in Self.lowOrder {
            var bytes = try #require(HexBytes(digits)).bytes
            bytes[31] |= 0x80
            #expect(throws: SealingError.refusedRecipientKey) { try RecipientPublicKey(bytes: bytes) }
        }
    }

    @Test("refuses other lengths", arguments: [0, 1, 31, 33, 64])
    func length(_ count: Int) {
        #expect(throws: SealingError.refusedRecipientKey) {
            try RecipientPublicKey(bytes: [UInt8](repeating: 9, count: count))
        }
    }

    @Test("takes every public key of a private one")
    func generated() throws {
        for _ in 0..<64 {
            let key = try RecipientPrivateKey.generate()
            #expect(try RecipientPublicKey(bytes: key.publicKey.bytes) == key.publicKey)
            #expect(try RecipientPrivateKey(secretBytes: key.exportSecretBytes()).publicKey == key.publicKey)
        }
    }

    /// What is refused is what agrees on zero with a key of our own, or is not below p, and nothing else: for every
    /// number that is one bit away from a low order, and for numbers around p.
    @Test("refuses what an agreement shows to be of low order, and nothing beside it")
    func sameAnswerAsAgreement() throws {
        let own = Curve25519.KeyAgreement.PrivateKey()
        var (candidates, refused) = ([[UInt8]](), 0)
        for digits in Self.lowOrder {
            let bytes = try #require(HexBytes(digits)).bytes
            candidates.append(bytes)
            for bit in 0..<256 where bit < 8 || bit >= 248 || bit.isMultiple(of: 8) {
                var near = bytes
                near[bit / 8] ^= 1 << UInt8(bit % 8)
                candidates.append(near)
            }
        }
        for bytes in candidates {
            let key = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes)
            let secret = try own.sharedSecretFromKeyAgreement(with: key)
            let isLowOrder = unsafe secret.withUnsafeBytes { unsafe $0.allSatisfy { $0 == 0 } }
            // Below p, compared from the highest byte down.
            let p = [0x7f] + [UInt8](repeating: 0xff, count: 30) + [0xed]
            let isCanonical = bytes.reversed().lexicographicallyPrecedes(p)
            let isTaken = (try? RecipientPublicKey(bytes: bytes)) != nil
            #expect(isTaken == (isCanonical && !isLowOrder))
            #expect(isTaken == ((try? RecipientPublicKey(bytes: bytes[...])) != nil))
            refused += isTaken ? 0 : 1
        }
        // The five; each with its top bit; 0 and 1 as neighbours of each other; and three above p - 1.
        #expect(refused == 15)
    }
}
