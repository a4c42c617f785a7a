internal import STIR

/// The PASSporTs that tell of one call, on their way through the steps: read, and believed in nothing.
struct Candidate: Sendable {
    /// Its place among all that were examined, from 1.
    let number: Int
    /// Those that were sealed or sent together have the same: they are of one call.
    let group: Int
    let provenance: PassportProvenance
    /// A PASSporT with those that it diverts; most have none.
    let chain: PassportChain

    /// The same, fallen out.
    func fallen(at step: VerificationStep, _ reason: String) -> FallenPassport {
        FallenPassport(number: number, provenance: provenance, step: step, reason: reason)
    }
}

/// A candidate whose signers have good credentials, if it was them who signed.
struct AccreditedCandidate: Sendable {
    let candidate: Candidate
    let accredited: AccreditedChain
}

/// A candidate that was found true.
struct SignedCandidate: Sendable {
    let candidate: Candidate
    let passport: VerifiedPassport
}
