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
            let (rsa, rsaSeconds) = try Contender.fastest(
                of: BareRSA.contenders(sample.token, by: site.tokenKey), repetitions: 100)
            let (ed25519, ed25519Seconds) = try Contender.fastest(
                of: BareEd25519.contenders(sample.signature, of: sample.signedBytes, by: sample.token.nonce),
                repetitions: 100)
            return BareVerify(
                seconds: rsaSeconds + ed25519Seconds,
                description:
                    "RSA \(Microseconds(rsaSeconds)) (\(rsa.library)), Ed25519 \(Microseconds(ed25519Seconds)) (\(ed25519.library))"
            )
        }
    }
}
