import BlindTokens
import TestVectors
import Testing

@Suite("Blind RSA refusals")
struct BlindRSARefusalTests {
    private let key: BlindRSAPrivateKey
    private let message: [UInt8] = Array("message".utf8)

    init() throws {
        key = try TestKeys.issuer
    }

    private var modulus: [UInt8] { Array(key.publicKey.spki.dropLast(5).suffix(256)) }

    private func signature(of message: [UInt8]) throws -> [UInt8] {
        let blinded = try key.publicKey.blind(message)
        let answer = try key.blindSign(blinded.bytes)
        return try blinded.finalize(answer)
    }

    /// `left + right` big-endian, or `nil` when the sum needs another byte.
    private func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8]? {
        var sum = left
        var carry = 0
        for position in left.indices.reversed() {
            let digit = Int(left[position]) + Int(right[position]) + carry
            sum[position] = UInt8(digit & 0xff)
            carry = digit >> 8
        }
        return carry == 0 ? sum : nil
    }

    @Test("a signature with any bit flipped")
    func flippedBits() throws {
        let signature = try signature(of: message)
        #expect(key.publicKey.isValidSignature(signature, for: message))
        for position in signature.indices {
            var changed = signature
            changed[position] ^= 1 << UInt8(position % 8)
            #expect(!key.publicKey.isValidSignature(changed, for: message))
        }
        #expect(!key.publicKey.isValidSignature(signature, for: message + [0]))
        #expect(!key.publicKey.isValidSignature(signature, for: []))
        #expect(try !TestKeys.other.publicKey.isValidSignature(signature, for: message))
    }

    /// Uses the key of RFC 9578's vectors: its modulus lets every fourth signature be spelled twice.
    @Test("the same signature spelled as s + n")
    func secondSpelling() throws {
        let vectors: [RFC9578Tests.Vector] = try TestVectors.load("rfc9578-type2")
        let issuer = try #require(vectors.first).issuer
        let modulus = Array(issuer.publicKey.spki.dropLast(5).suffix(256))
        var spellings = 0
        for number in 0..<100 {
            let message = [UInt8(number)]
            let blinded = try issuer.publicKey.blind(message)
            let request = TokenRequest(
                truncatedTokenKeyID: issuer.publicKey.tokenKeyID.truncated, blindedMessage: blinded.bytes)
            let answer = try issuer.issue(request)
            let signature = try blinded.finalize(answer)
            guard let second = sum(signature, modulus) else { continue }
            spellings += 1
            #expect(issuer.publicKey.isValidSignature(signature, for: message))
            #expect(!issuer.publicKey.isValidSignature(second, for: message))
        }
        #expect(spellings > 0)
    }

    @Test("a number that is not below the modulus")
    func outOfRange() throws {
        var above = modulus
        above[0] |= 0x7f
        above[1] = 0xff
        above[2] = 0xff
        for number in [modulus, above, [UInt8](repeating: 0xff, count: 256)] {
            #expect(!key.publicKey.isValidSignature(number, for: message))
            #expect(throws: TokenError.outOfRange) { try key.blindSign(number) }
            #expect(throws: TokenError.outOfRange) {
                let blinded = try key.publicKey.blind(message)
                _ = try blinded.finalize(number)
            }
        }
        var below = modulus
        below[255] -= 1  // the modulus is odd, so this borrows nothing
        #expect(try key.blindSign(below) == below)
    }

    @Test("small numbers, which are their own powers")
    func fixedPoints() throws {
        for last: UInt8 in [0, 1] {
            let number = [UInt8](repeating: 0, count: 255) + [last]
            #expect(!key.publicKey.isValidSignature(number, for: message))
            #expect(try key.blindSign(number) == number)
        }
    }

    @Test("any other length", arguments: [0, 1, 255, 257, 512])
    func wrongLength(count: Int) throws {
        let bytes = [UInt8](repeating: 0, count: count)
        #expect(!key.publicKey.isValidSignature(bytes, for: message))
        #expect(throws: TokenError.wrongLength) { try key.blindSign(bytes) }
        #expect(throws: TokenError.wrongLength) {
            let blinded = try key.publicKey.blind(message)
            _ = try blinded.finalize(bytes)
        }
    }

    @Test("a longer spelling with a zero in front")
    func leadingZero() throws {
        let signature = try signature(of: message)
        #expect(!key.publicKey.isValidSignature([0] + signature, for: message))
    }

    @Test("the answer of another signer, or to another request")
    func wrongAnswer() throws {
        let first = try key.publicKey.blind(message)
        let second = try key.publicKey.blind(message)
        #expect(first.bytes != second.bytes)
        let answer = try key.blindSign(second.bytes)
        do throws(TokenError) {
            _ = try first.finalize(answer)
            Issue.record("an answer to another request was taken")
        } catch {
            #expect(error == .invalidSignature)
        }
    }

    @Test("its own result, where the calculation went wrong")
    func fault() throws {
        let operation = try RSAPrivateOperation(pkcs8: key.pkcs8())
        let input = try key.publicKey.blind(message).bytes
        let output = try operation.power(input)
        #expect(try operation.release(output, for: input) == output)
        var faulty = output
        faulty[255] ^= 0x01
        #expect(throws: TokenError.invalidSignature) { try operation.release(faulty, for: input) }
    }

    @Test("a blind that has no inverse")
    func blindWithoutInverse() {
        let zero = [UInt8](repeating: 0, count: 256)
        let salt = [UInt8](repeating: 1, count: 48)
        #expect(throws: TokenError.outOfRange) {
            _ = try RSABSSA.blind(message, salt: salt, chosenBlind: zero, for: key.publicKey.numbers)
        }
    }

    @Test("many tasks may sign with one key at once")
    func parallel() async throws {
        let key = key
        let valid = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let blinded = try key.publicKey.blind([UInt8(number)])
                    let answer = try key.blindSign(blinded.bytes)
                    let signature = try blinded.finalize(answer)
                    return key.publicKey.isValidSignature(signature, for: [UInt8(number)])
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(valid == 64)
    }
}
