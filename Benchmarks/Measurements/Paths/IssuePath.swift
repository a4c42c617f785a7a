internal import BlindTokens
internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import Secrets
internal import ServiceHarness

/// Signing a token request.
struct IssuePath {
    func measured() async throws -> Measured {
        let key = try BlindRSAPrivateKey.generate()
        let pending = try PendingToken(
            key: .generate(), challenge: TokenChallenge(issuerName: "cps.example", originInfo: "cps.example"),
            tokenKey: key.publicKey)
        let (issuer, request) = (TokenIssuer(key: key), pending.request)
        let other = try BareRSA.swiftCryptoBlindKey(pkcs8: BareRSA.pkcs8(of: key))
        guard try Array(other.blindSignature(for: request.blindedMessage).rawRepresentation) == issuer.issue(request)
        else { throw BareOperationFailure("_RSA.BlindSigning") }
        let comparison = try Comparison.measure(
            rounds: 41, 8,
            { repetitions in
                for _ in 0..<repetitions { _ = try issuer.issue(request) }
            }, against: 8,
            { repetitions in
                for _ in 0..<repetitions { _ = try other.blindSignature(for: request.blindedMessage) }
            })
        return Measured(
            "issue a token", against: "_RSA.BlindSigning of swift-crypto", .atLeast(1.9), ratio: 1 / comparison.ratio,
            details: [
                "a token takes \(Microseconds(Comparison.median(comparison.path)))",
                "_RSA.BlindSigning takes \(Microseconds(Comparison.median(comparison.baseline)))",
                try await openSSLsOwnMeasurement(),
            ])
    }

    /// What OpenSSL says itself of the private operation that an issuer cannot do without.
    private func openSSLsOwnMeasurement() async throws -> String {
        let said = try await Tool.run("openssl", ["speed", "-seconds", "1", "rsa2048"])
        let line = said.output.split(separator: "\n").last { $0.hasPrefix("rsa 2048 bits") }
        guard said.code == 0, let words = line?.split(separator: " "), words.count > 3,
            let time = Double(words[3].dropLast())
        else { return "openssl speed rsa2048 told nothing" }
        return "one private operation takes \(Microseconds(time)) of processor time by `openssl speed rsa2048`"
    }
}
