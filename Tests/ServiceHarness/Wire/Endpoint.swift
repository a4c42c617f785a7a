package import NIOSSL
package import ThrowawayPKI

/// A listener to connect to, and as whom.
package struct Endpoint: Sendable {
    package let port: Int
    /// The authority of the service's certificate, PEM.
    package let authority: String
    package let identity: ClientIdentity?
    package var oldestVersion = TLSVersion.tlsv13
    package var newestVersion: TLSVersion?
    package var applicationProtocols = ["http/1.1"]
    /// The address that the client speaks from, where it is not to be the usual one.
    package var localAddress: String?

    /// What signs the handshake, where it is not to be the key of the identity.
    package var signer: NIOSSLPrivateKey?

    /// The client's side of TLS.
    package var tls: TLSConfiguration {
        get throws {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(
                try NIOSSLCertificate.fromPEMBytes(Array(authority.utf8)))
            tls.minimumTLSVersion = oldestVersion
            tls.maximumTLSVersion = newestVersion
            tls.applicationProtocols = applicationProtocols
            if let identity {
                tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(Array(identity.chainPEM.utf8))
                    .map { .certificate($0) }
                tls.privateKey = .privateKey(
                    try signer ?? NIOSSLPrivateKey(bytes: Array(identity.keyPEM.utf8), format: .pem))
            }
            return tls
        }
    }
}

/// A certificate chain and its key, as a client presents them.
package typealias ClientIdentity = ThrowawayCertificate
