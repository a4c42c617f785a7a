/// How far the signer vouches for the caller's number: the "attest" claim (RFC 8588 section 4).
public enum Attestation: String, Hashable, Sendable, CaseIterable {
    /// The signer knows the caller and that the number is theirs to use.
    case full = "A"
    /// The signer knows the caller, but not the number.
    case partial = "B"
    /// The signer knows only where the call entered its network.
    case gateway = "C"
}
