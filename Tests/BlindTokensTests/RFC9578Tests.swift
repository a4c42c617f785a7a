import BlindTokens
import Secrets
import TestVectors
import Testing

/// The vectors of RFC 9578 appendix B.2 (token type 0x0002).
@Suite("RFC 9578 vectors")
struct RFC9578Tests {
    struct Vector: Decodable {
        let skS, pkS, tokenChallenge, nonce, blind, salt, tokenRequest, tokenResponse, token: HexBytes

        enum CodingKeys: String, CodingKey {
            case skS, pkS, nonce, blind, salt, token
            case tokenChallenge = "token_challenge"
            case tokenRequest = "token_request"
            case tokenResponse = "token_response"
        }

        var issuer: TokenIssuer {
            get throws {
                let pkcs8 = try #require(der(fromPEM: String(decoding: skS.bytes, as: UTF8.self)))
                return TokenIssuer(key: try BlindRSAPrivateKey(pkcs8: GuardedBytes(copying: pkcs8)))
            }
        }
    }

    private let vectors: [Vector]

    init() throws {
        vectors = try TestVectors.load("rfc9578-type2")
    }

    @Test("there are five")
    func count() {
        #expect(vectors.count == 5)
    }

    @Test("the private key has the public key, byte for byte")
    func keys() throws {
        for vector in vectors {
            let key = try BlindRSAPublicKey(spki: vector.pkS.bytes)
            #expect(key.spki == vector.pkS.bytes)
            #expect(try vector.issuer.publicKey == key)
            #expect(try vector.issuer.publicKey.spki == vector.pkS.bytes)
        }
    }

    @Test("the client's request and token come out as published")
    func client() throws {
        for vector in vectors {
            let key = try BlindRSAPublicKey(spki: vector.pkS.bytes)
            let challenge = try TokenChallenge(bytes: vector.tokenChallenge.bytes)
            #expect(challenge.bytes == vector.tokenChallenge.bytes)
            let input = Token.authenticatorInput(
                nonce: vector.nonce.bytes, challengeDigest: challenge.digest, tokenKeyID: key.tokenKeyID)
            let blinded = try RSABSSA.blind(
                input, salt: vector.salt.bytes, chosenBlind: vector.blind.bytes, for: key.numbers)
            let request = TokenRequest(
                truncatedTokenKeyID: key.tokenKeyID.truncated, blindedMessage: blinded.bytes)
            #expect(request.bytes == vector.tokenRequest.bytes)
            let token = Token(
                nonce: vector.nonce.bytes, challengeDigest: challenge.digest, tokenKeyID: key.tokenKeyID,
                authenticator: try blinded.finalize(vector.tokenResponse.bytes))
            #expect(token.bytes == vector.token.bytes)
        }
    }

    @Test("the issuer's response comes out as published")
    func issuer() throws {
        for vector in vectors {
            let request = try TokenRequest(bytes: vector.tokenRequest.bytes)
            #expect(try vector.issuer.issue(request) == vector.tokenResponse.bytes)
        }
    }

    @Test("the tokens verify")
    func verify() throws {
        for vector in vectors {
            let token = try Token(bytes: vector.token.bytes)
            #expect(token.bytes == vector.token.bytes)
            let verified = try TokenVerifier.verify(
                token, by: BlindRSAPublicKey(spki: vector.pkS.bytes),
                challengeDigest: TokenChallenge(bytes: vector.tokenChallenge.bytes).digest
            ).get()
            #expect(verified.kTemp.bytes == vector.nonce.bytes)
        }
    }
}
