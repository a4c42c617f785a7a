/// What a ``STIRCertificateVerifier`` decided.
public enum CertificateVerdict: Sendable {
    /// A STIR credential of a known authority.
    case valid(STIRCredential)
    /// Not one, and why.
    case refused(CertificateRefusal)
}
