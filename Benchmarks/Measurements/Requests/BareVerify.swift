internal import BlindTokens

/// One RSA-2048 PSS verification and one of Ed25519, each by the fastest library here, without anything around them.
///
/// What is verified again and again is learnt by the processor's prediction of branches, which stores do not let it:
/// several tokens and signatures take turns.
struct BareVerify: CustomStringConvertible {
    /// Seconds that both take together.
    let seconds: Double
    /// Which libraries they are, and how long each takes.
    let description: String

    /// Times both, with tokens and signatures as stores bring them.
    static func measured() async throws -> BareVerify {
        try await StoreSite.using { site in
            let stores = try await site.stores(samples)
            let rsa = try Race(
                of: together(stores.map { try BareRSA.contenders($0.token, by: site.tokenKey) }), repetitions: 8)
            let ed25519 = try Race(
                of: together(
                    stores.map { try BareEd25519.contenders($0.signature, of: $0.signedBytes, by: $0.token.nonce) }),
                repetitions: 8)
            return BareVerify(
                seconds: (try rsa.least() + ed25519.least()) / Double(samples),
                description: "\(rsa.standing("RSA-2048 PSS", each: samples)); "
                    + "\(ed25519.standing("Ed25519", each: samples)); \(samples) signatures in turns")
        }
    }

    /// For each library one contender, which does the operation once on every input.
    private static func together(_ inputs: [[Contender]]) -> [Contender] {
        guard let first = inputs.first else { return [] }
        return first.indices.map { library in
            let operations = inputs.map { $0[library].operation }
            return Contender(library: first[library].library) { for operation in operations { try operation() } }
        }
    }

    private static let samples = 16
}
