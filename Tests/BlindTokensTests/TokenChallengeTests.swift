import BlindTokens
import Testing

@Suite("Token challenge")
struct TokenChallengeTests {
    @Test("takes a redemption context of 0 or 32 bytes", arguments: [1, 31, 33, 255, 256])
    func redemptionContext(count: Int) {
        let context = [UInt8](repeating: 0, count: count)
        #expect(throws: TokenError.wrongLength) {
            try TokenChallenge(issuerName: "a", redemptionContext: context, originInfo: "")
        }
    }

    @Test("takes names of printing ASCII", arguments: ["a b", "é", "a\n", "\u{7f}", "\u{0}"])
    func names(name: String) {
        #expect(throws: TokenError.malformed) { try TokenChallenge(issuerName: name, originInfo: "") }
        #expect(throws: TokenError.malformed) { try TokenChallenge(issuerName: "a", originInfo: name) }
    }

    @Test("needs an issuer, and names that fit")
    func sizes() throws {
        #expect(throws: TokenError.malformed) { try TokenChallenge(issuerName: "", originInfo: "a") }
        let longest = String(repeating: "a", count: 65_535)
        let challenge = try TokenChallenge(
            issuerName: longest, redemptionContext: [UInt8](repeating: 7, count: 32), originInfo: longest)
        #expect(try TokenChallenge(bytes: challenge.bytes) == challenge)
        #expect(throws: TokenError.malformed) { try TokenChallenge(issuerName: longest + "a", originInfo: "") }
        #expect(throws: TokenError.malformed) { try TokenChallenge(issuerName: "a", originInfo: longest + "a") }
    }

    @Test("is not read from bytes cut short, with more behind, or of another type")
    func malformed() throws {
        let bytes = try TokenChallenge(
            issuerName: "issuer.example", redemptionContext: [UInt8](repeating: 7, count: 32), originInfo: "a,b"
        ).bytes
        for count in 0..<bytes.count {
            #expect(throws: TokenError.wrongLength) { try TokenChallenge(bytes: bytes.prefix(count)) }
        }
        #expect(throws: TokenError.wrongLength) { try TokenChallenge(bytes: bytes + [0]) }
        #expect(throws: TokenError.wrongTokenType) { try TokenChallenge(bytes: [0, 1] + bytes.dropFirst(2)) }
        #expect(throws: TokenError.malformed) { try TokenChallenge(bytes: [0, 2, 0, 0, 0, 0, 0]) }
        #expect(throws: TokenError.malformed) { try TokenChallenge(bytes: [0, 2, 0, 1, 0xff, 0, 0, 0]) }
    }
}
