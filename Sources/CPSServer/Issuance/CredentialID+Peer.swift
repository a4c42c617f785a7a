internal import CallPlacement
internal import Crypto
internal import NIOCore
internal import NIOSSL

extension CredentialID {
    /// The credential at the other end of a connection whose handshake verified it; `nil` where there is none.
    ///
    /// It is the hash of the certificate's public key, so that a renewed certificate for the same key
    /// shares its quota, and the ledger holds no name.
    init?(peerOf channel: any Channel) async throws {
        guard let certificate = try await channel.nioSSL_peerCertificate().get() else { return nil }
        let publicKey = try certificate.extractPublicKey().toSPKIBytes()
        self.init(bytes: Array(SHA256.hash(data: Array("cps-credential-v1".utf8) + publicKey)))
    }
}
