/// A PASSporT that fell out of the set, at which step, and why. Its text says nothing that the PASSporT said.
public struct FallenPassport: Hashable, Sendable {
    /// Its place among all that were examined for the call, from 1.
    public let number: Int
    /// How it came.
    public let provenance: PassportProvenance
    /// The step that it did not pass.
    public let step: VerificationStep
    /// Why, in words.
    public let reason: String
}
