import BlindTokens
import Testing

@Suite("PrivateToken headers")
struct PrivateTokenAuthorizationTests {
    private let token: Token
    private let value: String

    init() throws {
        token = Token(
            nonce: [UInt8](repeating: 0xfb, count: 32), challengeDigest: [UInt8](repeating: 2, count: 32),
            tokenKeyID: try TokenKeyID(bytes: [UInt8](repeating: 3, count: 32)),
            authenticator: [UInt8](repeating: 0xff, count: 256))
        value = PrivateTokenAuthorization.authorization(token)
    }

    @Test("Authorization is written and read in one form")
    func roundTrip() throws {
        #expect(value.hasPrefix("PrivateToken token=\"AAL7"))
        #expect(value.hasSuffix("_\""))
        #expect(value.utf8.count == 20 + 472 + 1)
        #expect(try PrivateTokenAuthorization.token(fromAuthorization: value) == token)
    }

    @Test("Authorization in any other form is refused")
    func otherForms() {
        let text = value.dropFirst(20).dropLast()
        let others = [
            "", " ", "PrivateToken", "PrivateToken token=", "PrivateToken token=\"", "PrivateToken token=\"\"",
            "PrivateToken token=\(text)", "privatetoken token=\"\(text)\"", "PrivateToken Token=\"\(text)\"",
            "PrivateToken  token=\"\(text)\"", "PrivateToken token = \"\(text)\"", " " + value, value + " ",
            value + ",", "PrivateToken token=\"\(text)==\"", "PrivateToken token=\"\(text)=\"",
            "PrivateToken token=\"\(text.dropLast())\"", "PrivateToken token=\"\(text)A\"",
            "PrivateToken token=\"\(text.dropLast())=\"", "PrivateToken token=\"\(text.dropLast())+\"",
            "PrivateToken token=\"\(text.dropLast())\u{e9}\"", "PrivateToken token=\"A\(text)\"",
            "PrivateToken token=\"\(text)\", x=\"y\"", "PrivateToken x=\"y\", token=\"\(text)\"",
            value.replacing("-", with: "+"), value.replacing("_", with: "/"), "Bearer \(text)",
        ]
        for other in others {
            #expect(throws: TokenError.self, "\(other.prefix(30))") {
                try PrivateTokenAuthorization.token(fromAuthorization: other)
            }
        }
    }

    @Test("Authorization with another token type is named as such")
    func wrongType() {
        let other = value.replacing("\"AAL7", with: "\"AAH7")
        #expect(throws: TokenError.wrongTokenType) {
            try PrivateTokenAuthorization.token(fromAuthorization: other)
        }
    }

    @Test("WWW-Authenticate has challenge and key, padded")
    func challenge() throws {
        let challenge = try TokenChallenge(issuerName: "cps.example.com", originInfo: "cps.example.com")
        let key = try TestKeys.issuer.publicKey
        let value = PrivateTokenAuthorization.challenge(challenge, tokenKey: key)
        #expect(
            value.hasPrefix(
                "PrivateToken challenge=\"AAIAD2Nwcy5leGFtcGxlLmNvbQAAD2Nwcy5leGFtcGxlLmNvbQ==\", token-key=\"MIIBUjA9Bgkqhki"
            ))
        #expect(value.hasSuffix("IDAQAB\""))
    }
}
