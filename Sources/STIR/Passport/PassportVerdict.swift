/// What a ``PassportVerifier`` decided.
public enum PassportVerdict: Sendable {
    /// It may be believed.
    case valid(VerifiedPassport)
    /// It may not, and why.
    case refused(PassportRefusal)
}
