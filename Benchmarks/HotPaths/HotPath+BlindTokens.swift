internal import BlindTokens

extension HotPath {
    /// What a token costs: to issue, to read, to verify, to have signed a store.
    static let blindTokens: [HotPath] = [
        HotPath("issue a token", in: .blindTokens, repetitions: 10) { _ in
            let (issuer, request, _) = try issued()
            return PreparedPath { _ in
                guard try issuer.issue(request).count == 256 else { throw HotPathFailure("issuing a token") }
            }
        },
        HotPath("read a token in a header field", in: .blindTokens, repetitions: 500) { _ in
            let value = PrivateTokenAuthorization.authorization(try issued().held.token)
            return PreparedPath { _ in _ = try PrivateTokenAuthorization.token(fromAuthorization: value) }
        },
        HotPath("verify a token", in: .blindTokens, repetitions: 100) { _ in
            let (issuer, _, held) = try issued()
            let (key, digest) = (issuer.publicKey, try challenge.digest)
            return PreparedPath { _ in
                guard case .success = TokenVerifier.verify(held.token, by: key, challengeDigest: digest) else {
                    throw HotPathFailure("verifying a token")
                }
            }
        },
        HotPath("verify a signature of K_temp", in: .blindTokens, repetitions: 50) { circumstances in
            // One of its own each time: how long one takes goes by its digits, and differs by 2 parts in 100.
            let message = [UInt8](repeating: 7, count: 250)
            let signed = try (0..<circumstances.count).map { _ in
                let key = try KTempPrivateKey.generate()
                return (key: key.publicKey, signature: key.sign(message))
            }
            return PreparedPath { number in
                guard signed[number].key.isValidSignature(signed[number].signature, for: message) else {
                    throw HotPathFailure("verifying a signature")
                }
            }
        },
    ]

    private static var challenge: TokenChallenge {
        get throws { try TokenChallenge(issuerName: "cps.example", originInfo: "cps.example") }
    }

    private static func issued() throws -> (issuer: TokenIssuer, request: TokenRequest, held: HeldToken) {
        let issuer = TokenIssuer(key: try .generate())
        let pending = try PendingToken(key: .generate(), challenge: challenge, tokenKey: issuer.publicKey)
        let request = pending.request
        return (issuer, request, try pending.finish(response: issuer.issue(request)))
    }
}
