/// What a ``PassportVerifier`` decided about those who are said to have signed.
public enum CredentialsVerdict: Sendable {
    /// Their certificates are good for what the PASSporTs say.
    case accepted(AccreditedChain)
    /// They are not, and why.
    case refused(PassportRefusal)
}
