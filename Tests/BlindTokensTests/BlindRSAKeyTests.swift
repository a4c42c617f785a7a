import BlindTokens
import Foundation
import Secrets
import SeededRandomness
import TestVectors
import Testing

@Suite("Blind RSA keys")
struct BlindRSAKeyTests {
    @Test("a new key pair signs, and survives being kept")
    func generate() throws {
        let key = try TestKeys.issuer
        #expect(key.publicKey.spki.count == BlindRSAPublicKey.spkiByteCount)
        let kept = try BlindRSAPrivateKey(pkcs8: key.pkcs8())
        #expect(kept.publicKey == key.publicKey)
        let blinded = try key.publicKey.blind([1, 2, 3])
        let answer = try kept.blindSign(blinded.bytes)
        let signature = try blinded.finalize(answer)
        #expect(key.publicKey.isValidSignature(signature, for: [1, 2, 3]))
        #expect(try TestKeys.other.publicKey != key.publicKey)
    }

    @Test("private numbers lie in OpenSSL's secure heap")
    func secureHeap() throws {
        #expect(OpenSSLSecureHeap.initialise() != .none)
        // Other tests make and drop keys meanwhile, so that only a lower bound can be told: with two keys
        // alive, ten numbers of 128 and two of 256 bytes are.
        let key = try TestKeys.issuer
        let copy = try BlindRSAPrivateKey(pkcs8: key.pkcs8())
        withExtendedLifetime((key, copy)) {
            #expect(OpenSSLSecureHeap.usedByteCount >= 2 * (5 * 128 + 256))
        }
    }

    @Test("a private key prints as redacted")
    func redacted() throws {
        let key = try TestKeys.issuer
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(text.contains("redacted") && !text.contains("operation"))
        }
    }

    @Test("an encoded public key is read back to the same bytes")
    func spki() throws {
        let spki = try TestKeys.issuer.publicKey.spki
        #expect(try BlindRSAPublicKey(spki: spki).spki == spki)
        #expect(try BlindRSAPublicKey(spki: spki).tokenKeyID == TestKeys.issuer.publicKey.tokenKeyID)
    }

    @Test("an encoded public key of any other form is refused")
    func otherForms() throws {
        let spki = try TestKeys.issuer.publicKey.spki
        let start = spki.count - 5 - 256
        for position in spki.indices where !(start..<start + 256).contains(position) {
            var changed = spki
            changed[position] ^= 0x01
            #expect(throws: TokenError.refusedKey, "byte \(position)") { try BlindRSAPublicKey(spki: changed) }
        }
        for changed in [[], Array(spki.dropLast()), Array(spki.dropFirst()), spki + [0], [0] + spki] {
            #expect(throws: TokenError.refusedKey) { try BlindRSAPublicKey(spki: changed) }
        }
    }

    @Test("a modulus that is even or short of 2048 bits is refused")
    func otherModuli() throws {
        let spki = try TestKeys.issuer.publicKey.spki
        var even = spki
        even[spki.count - 6] &= 0xfe
        #expect(throws: TokenError.refusedKey) { try BlindRSAPublicKey(spki: even) }
        var short = spki
        short[spki.count - 5 - 256] &= 0x7f
        #expect(throws: TokenError.refusedKey) { try BlindRSAPublicKey(spki: short) }
        var exponent = spki
        exponent[spki.count - 1] = 0x03
        #expect(throws: TokenError.refusedKey) { try BlindRSAPublicKey(spki: exponent) }
    }

    @Test("numbers that make no RSA key are refused")
    func otherNumbers() {
        let modulus = [UInt8](repeating: 0xff, count: 256)
        for exponent: [UInt8] in [[], [0], [1], [2], [0, 0, 1]] {
            #expect(throws: TokenError.refusedKey) { try RSAPublicNumbers(modulus: modulus, exponent: exponent) }
        }
        for modulus: [UInt8] in [[], [3], [UInt8](repeating: 0xff, count: 127), [UInt8](repeating: 0xfe, count: 256)] {
            #expect(throws: TokenError.refusedKey) { try RSAPublicNumbers(modulus: modulus, exponent: [3]) }
        }
    }

    @Test("a private key of another size is refused", arguments: [1024, 3072])
    func otherSizes(bits: Int) throws {
        let pkcs8 = try RSAPrivateOperation(generatingBits: bits).pkcs8()
        #expect(throws: TokenError.refusedKey) { try BlindRSAPrivateKey(pkcs8: pkcs8) }
    }

    @Test("a damaged private key is refused")
    func damaged() throws {
        let der = try unsafe TestKeys.issuer.pkcs8().withUnsafeBytes { unsafe Array($0) }
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<12 {
            var changed = der
            // From the private exponent on; the public numbers before it make another, sound key.
            changed[Int.random(in: 320..<der.count, using: &generator)] ^= 0x04
            let secret = try GuardedBytes(copying: changed)
            #expect(throws: TokenError.refusedKey) { try BlindRSAPrivateKey(pkcs8: secret) }
        }
        for changed in [[], Array(der.dropLast()), der + [0]] {
            let secret = try GuardedBytes(copying: changed)
            #expect(throws: TokenError.refusedKey) { try BlindRSAPrivateKey(pkcs8: secret) }
        }
    }

    @Test("a private key whose numbers belong together, but of whose factors one is no prime, is refused")
    func composite() throws {
        let der = try #require(Data(base64Encoded: Self.keyOfThreePrimes, options: .ignoreUnknownCharacters))
        #expect(der.count == 1217)
        let secret = try GuardedBytes(copying: Array(der))
        #expect(throws: TokenError.refusedKey) { try BlindRSAPrivateKey(pkcs8: secret) }
    }

    /// Made for this test, and for nothing else: `openssl pkey -check` says of it "p not prime", and nothing else.
    private static let keyOfThreePrimes = """
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCpjnAZoqAqa9yZzXRRly95smUSnRnKN3xt0EXhQELtx31XI8ys
        DqZ4Md+PVYVA2nWTVPBudgeItxOM7pD766Y8MDasrffhj19UQeoNV6kXJETSXyzJ4VJ9glAKv4gaIaLWY8+BAVhAvnlxwinzJvKe
        hbqq9/cOGk9HXIJITKW+/BsoWqm4DaXUEcenTETnRV5A2K/JpCH0lV1+cdA1OP4QzoR9URuCIq2NXAEmJlQAfWrnXuFFinRXdPkx
        A1SiB1neJzKZwySPfysFNyXMFDbvADGaOC+uW4Mw7jNQJN2ymThnW7PJHg/rx+4t45pOsyr9G+z5W8ynMaKLfEAvuUkzAgMBAAEC
        ggEALiImxxrT+GbboW9g2DhJ/xM2Y++hzj71mI1kDgslirvOEzEW5bOgwLBVMxMiTAiEmB8yweNUXnLtm1ln0luGIfc+URKOkO0p
        E2xRyeqRg83m+dRSg+VOQ/76V0pQtkdznmCO23tpr0gEFBsvvcxZlB8vsIgCTPCEpJZ7jj9ok4NkWvdX+YQAgKjcrLjoS2tpAxhL
        XkDhU7sFaYRQAdwbJumfrvouRTmxXbgvYo8ClIa3v8WLmBGlQ24X+WxOKTkOJoAxlZkqQb46FPlqfQ7i5oeKwlEWFDfIMvRjfpev
        EU4X/GDNwrJr3yyKvqs20mYwxeYPDAKYFxslXfxF6inaVQKBgQDVHQDUvsmUTORKsi4OQugc6sLKAoBeIpPEe1DgIkxnDw3YVh46
        fl1uk3tBUqq2V8Bm6uHq79SSG4d6sMefNss7puLHdJwjruDuO0PqnisXSnW4akgY5Py1byJ201msjswrgCl6fruomf+EKVaVSCCx
        ahTJavrrOnsZRfi/VsnxlwKBgQDLrYGLDbIY6YW/b0F5Ge9SBpiB5fIITpaETzcrLXmhDI1RRjfZl/0dC6S8tuLQ/3SIQQIOo5Ae
        /X4qyYi7D4WL+K6McOxJdWc0MYwoi3l5CREXWyr3jKao6EjgX0J1DdGVOg0d+/keTON0u2IJOwRG/qPrzR87xnBA+EBlDcygxQKB
        gFctcx6UIS/KOIUZ2F87HWpe2mn6lfpsGJiCfXYCcdCixt4ddGYnNR87s2roXy8SPIGdSedqTkGqg0Q8Npy5tG9leFVxLUInkpnB
        oqnCJAx2CCv1RiLw4TNzD90d3gwJqhmNZupWF3wD6xNsOZ/9jmok4/X1DknVdW/EQNo8rYVnAoGBALojHdFruchkmdOipG49Emaf
        Gn8UG0YWNB5EmsF99LsG0ptlFaNo8Gu7+VhxtwWTf/cJmgyw1AROXCBUP/3cKIsLwNEeXgKgJaogYdun42KGs7Tpn3HOe3y/k+Jh
        jEWXVGMRQ22Umk1jrTdADE8tPTJ4gmv78MBbELl/ZrIzkz+VAoGAL2cohqEwhYXSVA/s44Y8sPAexbBnetjYnNV382E9Tb900iY7
        VqFcSjILXfa/JKnOH+S0bEpKa3h3owoUohPFzHXnUb1okeU5TjhVHXnwSKkvADkzKi/2DKj+j7nKmIbrlvap44eVnJuwPHw92Sf4
        CMYqc+Yjxrc7XutmMUVW76Y=
        """
}
