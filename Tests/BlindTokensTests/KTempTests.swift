import BlindTokens
import Secrets
import TestVectors
import Testing

@Suite("K_temp")
struct KTempTests {
    /// The eight points of small order in canonical form, and other spellings of them and of more.
    static let smallOrder = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ]
    static let notCanonical = [
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ]
    /// The base point plus the point of order 2: in no signature's group.
    static let mixedOrder = "9599999999999999999999999999999999999999999999999999999999999999"
    /// y = 2 is on no point of the curve.
    static let offCurve = "0200000000000000000000000000000000000000000000000000000000000000"

    private let message = Array("store".utf8)

    @Test("that is no sound public key is refused", arguments: smallOrder + notCanonical + [mixedOrder, offCurve])
    func refused(digits: String) throws {
        let bytes = try #require(HexBytes(digits)).bytes
        #expect(throws: TokenError.refusedKTemp) { try KTemp(bytes: bytes) }
    }

    /// With R the base point and S = 1, the signature's equation holds for the identity, whatever the message.
    @Test("of small order verifies nothing", arguments: smallOrder + notCanonical)
    func forgery(digits: String) throws {
        let key = KTemp(unchecked: try #require(HexBytes(digits)).bytes)
        let basePoint = [0x58] + [UInt8](repeating: 0x66, count: 31)
        let one = [0x01] + [UInt8](repeating: 0, count: 31)
        #expect(!key.isValidSignature(basePoint + one, for: message))
        let identity = one
        #expect(!key.isValidSignature(identity + [UInt8](repeating: 0, count: 32), for: message))
    }

    @Test("has 32 bytes", arguments: [0, 31, 33, 64])
    func length(count: Int) {
        #expect(throws: TokenError.wrongLength) { try KTemp(bytes: [UInt8](repeating: 1, count: count)) }
        let key = KTemp(unchecked: [UInt8](repeating: 1, count: count))
        #expect(!key.isValidSignature([UInt8](repeating: 0, count: 64), for: message))
    }

    @Test("signs and verifies")
    func signing() throws {
        let key = try KTempPrivateKey.generate()
        #expect(try KTemp(bytes: key.publicKey.bytes) == key.publicKey)
        let signature = key.sign(message)
        #expect(signature.count == KTemp.signatureByteCount)
        #expect(key.publicKey.isValidSignature(signature, for: message))
        #expect(try KTempPrivateKey(seed: key.seed).sign(message) == signature)
        #expect(key.publicKey.isValidSignature(key.sign([]), for: []))
    }

    @Test("refuses a signature with any bit flipped, of another length, key or message")
    func refusedSignatures() throws {
        let key = try KTempPrivateKey.generate()
        let signature = key.sign(message)
        for position in signature.indices {
            var changed = signature
            changed[position] ^= 1 << UInt8(position % 8)
            #expect(!key.publicKey.isValidSignature(changed, for: message))
        }
        for changed in [[], Array(signature.dropLast()), signature + [0]] {
            #expect(!key.publicKey.isValidSignature(changed, for: message))
        }
        #expect(!key.publicKey.isValidSignature(signature, for: message + [0]))
        #expect(try !KTempPrivateKey.generate().publicKey.isValidSignature(signature, for: message))
    }

    @Test("refuses the same signature spelled as S + L")
    func secondSpelling() throws {
        let order = try #require(HexBytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")).bytes
        let key = try KTempPrivateKey.generate()
        var second = key.sign(message)
        var carry = 0
        for position in 0..<32 {
            let digit = Int(second[32 + position]) + Int(order[position]) + carry
            second[32 + position] = UInt8(digit & 0xff)
            carry = digit >> 8
        }
        #expect(carry == 0)
        #expect(!key.publicKey.isValidSignature(second, for: message))
    }

    @Test("seeds have 32 bytes", arguments: [0, 31, 33, 64])
    func seedLength(count: Int) throws {
        let seed = try GuardedBytes.random(count: count)
        #expect(throws: TokenError.wrongLength) { try KTempPrivateKey(seed: seed) }
    }

    @Test("prints as redacted")
    func redacted() throws {
        let key = try KTempPrivateKey.generate()
        var dumped = ""
        dump(key, to: &dumped)
        dump(key.publicKey, to: &dumped)
        #expect("\(key)" == "K_temp private key(redacted)")
        #expect("\(key.publicKey)" == "K_temp(redacted)")
        #expect(!dumped.contains("bytes") && !dumped.contains("elements"))
    }
}
