public import STIR

/// PASSporTs that prove who calls, after all steps.
public struct VerifiedCall: Sendable {
    /// What was found true: who calls, who signed, and how the call was diverted.
    public let passport: VerifiedPassport
    /// How it came.
    public let provenance: PassportProvenance
    /// Its place among all that were examined for the call, from 1.
    public let number: Int
}
