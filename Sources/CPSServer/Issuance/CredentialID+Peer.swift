internal import CallPlacement
internal import Crypto
internal import NIOCore
internal import NIOSSL

extension CredentialID {
    /// The credential at the other end of a connection whose handshake verified it; `nil` where there is none,
    /// or where its certificate is not valid at this moment.
    ///
    /// The handshake has looked at the time, but a connection may stay open, and a session may be resumed (RFC 8446
    /// section 2.2) without being verified again, after the certificate has expired.
    ///
    /// It is the hash of the certificate's public key, so that a renewed certificate for the same key
    /// shares its quota, and the ledger holds no name.
    init?(peerOf channel: any Channel, at wallSeconds: Int64) async throws {
        guard let certificate = try await channel.nioSSL_peerCertificate().get() else { return nil }
        guard wallSeconds >= certificate.notValidBefore, wallSeconds <= certificate.notValidAfter else { return nil }
        let publicKey = try certificate.extractPublicKey().toSPKIBytes()
        self.init(bytes: Array(SHA256.hash(data: Array("cps-credential-v1".utf8) + publicKey)))
    }
}
