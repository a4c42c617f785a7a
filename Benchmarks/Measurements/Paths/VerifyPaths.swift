internal import BlindTokens
internal import CPSWire
internal import CallPlacement
internal import Crypto

/// Everything that a store must prove before it is placed: digest, index of the recipient, token and signature, with
/// the look-up of the token's counter in a real ledger.
struct VerifyPaths {
    func measured() async throws -> [Measured] {
        try await StoreSite.using { site in
            let fresh = try await site.stores(16)
            let seen = try await site.stores(16)
            for store in seen { try await site.place(store) }
            return try [
                line("verify, token not seen before", fresh, at: site, withRSA: true, .atMost(1.15)),
                line("verify, token seen before", seen, at: site, withRSA: false, .atMost(1.15)),
            ]
        }
    }

    private func line(
        _ path: String, _ stores: [StoreSite.Store], at site: StoreSite, withRSA: Bool, _ goal: Goal
    ) throws -> Measured {
        let sample = stores[0]
        let ed25519Race = try Race(
            of: BareEd25519.contenders(sample.signature, of: sample.signedBytes, by: sample.token.nonce),
            repetitions: 40)
        let rsaRace = try Race(of: BareRSA.contenders(sample.token, by: site.tokenKey), repetitions: 100)
        let (ed25519, rsa) = (try ed25519Race.fastest(), try rsaRace.fastest())
        // What is verified again and again is learnt by the processor's prediction of branches: both sides verify the
        // same signatures in turns.
        let bare = try stores.map { store in
            (
                ed25519: try contender(
                    ed25519,
                    among: BareEd25519.contenders(store.signature, of: store.signedBytes, by: store.token.nonce)),
                rsa: try contender(rsa, among: BareRSA.contenders(store.token, by: site.tokenKey))
            )
        }
        let rounds = 4
        let comparison = try Comparison.measure(
            rounds: 41, rounds,
            { repetitions in
                for _ in 0..<repetitions { for store in stores { try site.verify(store) } }
            }, against: rounds,
            { repetitions in
                for _ in 0..<repetitions {
                    for bare in bare {
                        if withRSA { try bare.rsa.operation() }
                        try bare.ed25519.operation()
                    }
                }
            })
        let baseline = withRSA ? "one RSA-2048 PSS verify (\(rsa.library)) + one Ed25519 verify" : "one Ed25519 verify"
        return Measured(
            path, against: "\(baseline) (\(ed25519.library))", goal, ratio: comparison.ratio,
            details: [
                "verifying a store takes \(Microseconds(Comparison.median(comparison.path) / Double(stores.count)))",
                "the bare part takes \(Microseconds(Comparison.median(comparison.baseline) / Double(stores.count)))",
                ed25519Race.standing("Ed25519"),
            ] + (withRSA ? [rsaRace.standing("RSA-2048 PSS")] : []))
    }

    /// The same library's operation on another input.
    private func contender(_ winner: Contender, among contenders: [Contender]) throws -> Contender {
        guard let same = contenders.first(where: { $0.library == winner.library }) else {
            throw BareOperationFailure("The fastest library")
        }
        return same
    }
}
