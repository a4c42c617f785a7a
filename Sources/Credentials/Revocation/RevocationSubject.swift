import STIR
import X509

/// The certificate that a revocation list is asked about.
struct RevocationSubject {
    let certificate: Certificate
    let issuer: Certificate
    /// Who else than the issuer may list it.
    let indirectSigners: TrustAnchors?
    /// The distribution point of the certificate that the list was fetched from, if it was.
    let point: String?

    /// Whether it is a CA certificate. One that does not say so in a readable way is not.
    var isAuthority: Bool {
        guard case .isCertificateAuthority = try? certificate.extensions.basicConstraints else { return false }
        return true
    }
}
