internal import BlindTokens

/// One RSA-2048 PSS verification and one of Ed25519, each by the fastest library here, without anything around them.
struct BareVerify: CustomStringConvertible {
    /// Seconds that both take together.
    let seconds: Double
    /// Which libraries they are, and how long each takes.
    let description: String

    /// Times both, with a token and a signature as stores bring them.
    static func measured() async throws -> BareVerify {
        try await StoreSite.using { site in
            guard let sample = try await site.stores(1).first else {
                throw BareOperationFailure("the making of a store")
            }
            let rsa = try Race(of: BareRSA.contenders(sample.token, by: site.tokenKey), repetitions: 100)
            let ed25519 = try Race(
                of: BareEd25519.contenders(sample.signature, of: sample.signedBytes, by: sample.token.nonce),
                repetitions: 100)
            return BareVerify(
                seconds: try rsa.least() + ed25519.least(),
                description: "\(rsa.standing("RSA-2048 PSS")); \(ed25519.standing("Ed25519"))")
        }
    }
}
