internal import Crypto
internal import Foundation
internal import Sealing

/// Batches with nothing live in them.
struct DummyPaths {
    private let size = SealedSize.standard
    private var sealer: BatchSealer { BatchSealer(size: size) }

    func measured() throws -> [Measured] {
        [try perEntry(), try whole()]
    }

    /// What a service would do that made each dummy by encrypting zeros to a key that nobody has.
    private func perEntry() throws -> Measured {
        let entries = 64
        let recipient = Curve25519.KeyAgreement.PrivateKey().publicKey
        let suite = HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
        let (info, zeros) = (Data("cps-batch-v1".utf8), Data(count: size.entryByteCount - 16))
        let comparison = try Comparison.measure(
            rounds: 41, 100,
            { repetitions in
                for _ in 0..<repetitions { _ = try sealer.batch(of: [], entries: entries) }
            }, against: 100,
            { repetitions in
                for _ in 0..<repetitions {
                    var sender = try HPKE.Sender(recipientKey: recipient, ciphersuite: suite, info: info)
                    _ = try sender.seal(zeros)
                }
            })
        let alternatives = try DummyAlternatives.measure(size: size, entries: entries)
        return Measured(
            "dummies: a batch of \(entries) with nothing live, per entry", against: "one HPKE seal with swift-crypto",
            .atLeast(100), ratio: Double(entries) / comparison.ratio,
            details: [
                "an entry takes \(Microseconds(Comparison.median(comparison.path) / Double(entries)))",
                "a seal takes \(Microseconds(Comparison.median(comparison.baseline)))",
                alternatives.sentence,
            ], figures: alternatives.figures)
    }

    private func whole() throws -> Measured {
        let entries = 256
        let keystream = try BareKeystream(byteCount: size.batchByteCount(entries: entries))
        let comparison = try Comparison.measure(
            rounds: 41, 40,
            { repetitions in
                for _ in 0..<repetitions { _ = try sealer.batch(of: [], entries: entries) }
            }, against: 40,
            { repetitions in
                for _ in 0..<repetitions { try keystream.make() }
            })
        return Measured(
            "dummies: a whole batch of \(entries)", against: "AES-256-CTR keystream over the same bytes with OpenSSL",
            .atLeast(0.6), ratio: 1 / comparison.ratio,
            details: [
                "the batch takes \(Microseconds(Comparison.median(comparison.path)))",
                "the keystream takes \(Microseconds(Comparison.median(comparison.baseline)))",
            ])
    }
}
