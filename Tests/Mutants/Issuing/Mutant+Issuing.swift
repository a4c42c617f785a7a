internal import Adversaries
internal import Logging

extension Mutant {
    /// Mutants that issue tokens by which a client can be known again.
    package static let issuingMutants: [Mutant] = [perClientIssuerKey]

    /// Whoever gets tokens gets them under a key that nobody else has, which everyone else's directory does not show:
    /// each token then tells whose it is.
    package static let perClientIssuerKey = Mutant(
        "per-client-issuer-key", "the issuance listener signs with a key of its own for one client", breaks: [.blind],
        issuing: { _, policy, folder in
            try await AttackedService.start(
                policy: policy, in: folder + "/tag",
                logger: Logger(label: "tag", factory: { _ in SwiftLogNoOpLogHandler() })
            ).service
        })
}
