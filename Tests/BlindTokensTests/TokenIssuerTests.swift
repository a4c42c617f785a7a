import BlindTokens
import Testing

@Suite("Token issuer")
struct TokenIssuerTests {
    private let issuer: TokenIssuer
    private let request: [UInt8]

    init() throws {
        issuer = TokenIssuer(key: try TestKeys.issuer)
        let challenge = try TokenChallenge(issuerName: "cps.example.com", originInfo: "cps.example.com")
        let pending = try PendingToken(
            key: KTempPrivateKey.generate(), challenge: challenge, tokenKey: issuer.publicKey)
        request = pending.request.bytes
    }

    @Test("answers 259 bytes with 256")
    func sizes() throws {
        #expect(request.count == 259)
        #expect(TokenRequest.byteCount == 259)
        #expect(try issuer.issue(TokenRequest(bytes: request)).count == 256)
    }

    @Test("refuses a request for another key, for every other last byte")
    func unknownKey() throws {
        for last: UInt8 in 0...255 where last != issuer.publicKey.tokenKeyID.truncated {
            var changed = request
            changed[2] = last
            let read = try TokenRequest(bytes: changed)
            #expect(throws: TokenError.unknownKey) { try issuer.issue(read) }
        }
    }

    @Test("refuses another type", arguments: [[0, 0], [0, 1], [0, 3], [1, 2], [2, 0], [0xda, 0x7a]] as [[UInt8]])
    func wrongType(type: [UInt8]) {
        #expect(throws: TokenError.wrongTokenType) { try TokenRequest(bytes: type + request.dropFirst(2)) }
    }

    @Test("refuses another length", arguments: [0, 1, 2, 3, 258, 260, 518])
    func wrongLength(count: Int) {
        let changed = (request + request).prefix(count)
        #expect(throws: TokenError.wrongLength) { try TokenRequest(bytes: changed) }
    }

    @Test("refuses a blinded message that is not below the modulus")
    func outOfRange() throws {
        let modulus = issuer.publicKey.spki.dropLast(5).suffix(256)
        let read = try TokenRequest(bytes: request.prefix(3) + modulus)
        #expect(throws: TokenError.outOfRange) { try issuer.issue(read) }
    }
}
