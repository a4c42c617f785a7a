import Crypto
package import X509

/// A leaf certificate that has the form of a STIR certificate (RFC 8226), whoever issued it.
package struct STIRLeaf {
    let publicKey: P256.Signing.PublicKey
    let tnAuthorizationList: TNAuthorizationList
    let claimConstraints: [JWTClaimConstraints]

    /// Looks at what only a leaf has to have; what every certificate of a path has to have is ``STIRPolicy``'s matter.
    package init(_ certificate: Certificate) throws(CertificateRefused) {
        guard let list = try certificate.tnAuthorizationList else { throw CertificateRefused(reason: .noTNAuthList) }
        let constraints: BasicConstraints?
        let usage: KeyUsage?
        do {
            constraints = try certificate.extensions.basicConstraints
            usage = try certificate.extensions.keyUsage
        } catch {
            throw CertificateRefused(reason: .malformed)
        }
        if case .isCertificateAuthority = constraints { throw CertificateRefused(reason: .notEndEntity) }
        if let usage, !usage.digitalSignature { throw CertificateRefused(reason: .wrongKeyUsage) }
        guard let key = P256.Signing.PublicKey(certificate.publicKey) else {
            throw CertificateRefused(reason: .unsupportedKey)
        }
        self.publicKey = key
        self.tnAuthorizationList = list
        self.claimConstraints = try certificate.claimConstraints
    }
}
