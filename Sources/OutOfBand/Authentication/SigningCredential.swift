public import STIR

/// A STIR certificate with its private key: what an authentication service signs with.
public struct SigningCredential: Sendable {
    /// The certificate, verified.
    public let credential: STIRCredential
    /// Signs with its key.
    public let signer: PassportSigner

    /// A certificate and the signer with its key.
    public init(_ credential: STIRCredential, signer: PassportSigner) {
        self.credential = credential
        self.signer = signer
    }

    /// Whether the certificate covers an identity (RFC 8226 section 9).
    func isAuthoritative(for origin: PassportIdentity) -> Bool {
        credential.tnAuthorizationList.authorises(origin)
    }
}
