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
        let rounds = 4
        let comparison = try Comparison.measure(
            rounds: 41, rounds,
            { repetitions in
                for _ in 0..<repetitions { for store in stores { try site.verify(store) } }
            }, against: rounds,
            { repetitions in
                for _ in 0..<repetitions * stores.count {
                    if withRSA { try rsa.operation() }
                    try ed25519.operation()
                }
            })
        let bare = withRSA ? "one RSA-2048 PSS verify (\(rsa.library)) + one Ed25519 verify" : "one Ed25519 verify"
        return Measured(
            path, against: "\(bare) (\(ed25519.library))", goal, ratio: comparison.ratio,
            details: [
                "verifying a store takes \(Microseconds(Comparison.median(comparison.path) / Double(stores.count)))",
                "the bare part takes \(Microseconds(Comparison.median(comparison.baseline) / Double(stores.count)))",
                ed25519Race.standing("Ed25519"),
            ] + (withRSA ? [rsaRace.standing("RSA-2048 PSS")] : []))
    }
}
