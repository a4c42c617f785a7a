/// What a ``RevocationSource`` knows of a certificate.
public enum RevocationStatus: Hashable, Sendable {
    /// A list that is in force and covers the certificate does not have it.
    case good
    /// A list that is in force has it. A certificate on hold counts as withdrawn.
    case revoked
    /// There is no list that is in force and covers it, and why.
    case unknown(RevocationUnavailable)
}
