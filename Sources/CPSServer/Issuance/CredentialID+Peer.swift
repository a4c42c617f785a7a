internal import CallPlacement
internal import NIOCore
internal import NIOSSL

extension CredentialID {
    /// The credential at the other end of a connection whose handshake verified it; `nil` where there is none,
    /// or where its certificate is not valid at this moment.
    ///
    /// The handshake has looked at the time, but a connection may stay open, and a session may be resumed (RFC 8446
    /// section 2.2) without being verified again, after the certificate has expired.
    init?(peerOf channel: any Channel, at wallSeconds: Int64) async throws {
        guard let certificate = try await channel.nioSSL_peerCertificate().get() else { return nil }
        guard wallSeconds >= certificate.notValidBefore, wallSeconds <= certificate.notValidAfter else { return nil }
        let publicKey = try certificate.extractPublicKey().toSPKIBytes()
        self.init(publicKeyInfo: publicKey)
    }
}
