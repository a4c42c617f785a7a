import BlindTokens
import Testing

/// The walk of one token: holder, issuer, holder, service; and every way to be refused.
@Suite("Tokens")
struct TokenTests {
    private let issuer: TokenIssuer
    private let challenge: TokenChallenge

    init() throws {
        issuer = TokenIssuer(key: try TestKeys.issuer)
        challenge = try TokenChallenge(issuerName: "cps.example.com", originInfo: "cps.example.com")
    }

    private func held() throws -> HeldToken {
        let pending = try PendingToken(
            key: try KTempPrivateKey.generate(), challenge: challenge, tokenKey: issuer.publicKey)
        let response = try issuer.issue(TokenRequest(bytes: pending.request.bytes))
        return try pending.finish(response: response)
    }

    private func refusal(of token: Token, by key: BlindRSAPublicKey? = nil, digest: [UInt8]? = nil) -> TokenRefusal? {
        let result = TokenVerifier.verify(
            token, by: key ?? issuer.publicKey, challengeDigest: digest ?? challenge.digest)
        guard case .failure(let refusal) = result else { return nil }
        return refusal
    }

    @Test("are asked for, signed blind, finished, sent and verified")
    func walk() throws {
        let held = try held()
        let sent = try Token(bytes: held.token.bytes)
        let verified = try TokenVerifier.verify(
            sent, by: issuer.publicKey, challengeDigest: challenge.digest
        ).get()
        #expect(verified.kTemp == held.key.publicKey)
        #expect(verified.tokenKeyID == issuer.publicKey.tokenKeyID)
        #expect(verified.kTemp.isValidSignature(held.key.sign([1]), for: [1]))
        #expect(VerifiedToken(knownFromCounter: sent) == verified)
    }

    @Test("of an unknown key are refused")
    func unknownKey() throws {
        let token = try held().token
        #expect(refusal(of: token, by: try TestKeys.other.publicKey) == .unknownKey)
        let renamed = Token(
            nonce: token.nonce, challengeDigest: token.challengeDigest,
            tokenKeyID: try TestKeys.other.publicKey.tokenKeyID, authenticator: token.authenticator)
        #expect(refusal(of: renamed) == .unknownKey)
        #expect(refusal(of: renamed, by: try TestKeys.other.publicKey) == .badSignature)
    }

    @Test("for another service are refused")
    func wrongChallenge() throws {
        let token = try held().token
        let other = try TokenChallenge(issuerName: "cps.example.com", originInfo: "cps.example.net")
        #expect(refusal(of: token, digest: other.digest) == .wrongChallenge)
        #expect(refusal(of: token, digest: []) == .wrongChallenge)
        #expect(refusal(of: token, digest: challenge.digest + [0]) == .wrongChallenge)
    }

    @Test("with any byte changed are refused, each for its reason")
    func changed() throws {
        let bytes = try held().token.bytes
        for position in bytes.indices {
            var changed = bytes
            changed[position] ^= 0x01
            guard position >= 2 else {
                #expect(throws: TokenRefusal.wrongType) { try Token(bytes: changed) }
                continue
            }
            let expected: TokenRefusal =
                switch position {
                case 34..<66: .wrongChallenge
                case 66..<98: .unknownKey
                default: .badSignature
                }
            #expect(refusal(of: try Token(bytes: changed)) == expected)
        }
    }

    @Test("of another length are refused", arguments: [0, 1, 2, 98, 353, 355, 708])
    func wrongLength(count: Int) throws {
        let bytes = try held().token.bytes
        let changed = Array((bytes + bytes).prefix(count))
        #expect(throws: TokenRefusal.wrongLength) { try Token(bytes: changed) }
    }

    @Test("are not finished with a wrong answer")
    func wrongAnswer() throws {
        func pending() throws -> PendingToken {
            try PendingToken(key: KTempPrivateKey.generate(), challenge: challenge, tokenKey: issuer.publicKey)
        }
        let answerToAnother = try issuer.issue(pending().request)
        let cases: [([UInt8], TokenError)] = [
            (answerToAnother, .invalidSignature),
            (Array(answerToAnother.dropLast()), .wrongLength),
            (answerToAnother + [0], .wrongLength),
            ([], .wrongLength),
            ([UInt8](repeating: 0xff, count: 256), .outOfRange),
        ]
        for (answer, expected) in cases {
            #expect(throws: expected) {
                let pending = try pending()
                _ = try pending.finish(response: answer)
            }
        }
    }

    @Test("belong to one K_temp")
    func wrongHolder() throws {
        let held = try held()
        #expect(throws: TokenError.wrongHolder) {
            try HeldToken(token: held.token, key: KTempPrivateKey.generate())
        }
    }

    @Test("print as redacted")
    func redacted() throws {
        let token = try held().token
        var dumped = ""
        dump(token, to: &dumped)
        dump(VerifiedToken(knownFromCounter: token), to: &dumped)
        #expect("\(token)" == "token(redacted)")
        #expect(!dumped.contains("nonce") && !dumped.contains("kTemp"))
    }
}
