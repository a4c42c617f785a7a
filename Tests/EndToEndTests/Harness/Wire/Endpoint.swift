import NIOSSL
import ThrowawayPKI

/// A listener to connect to, and as whom.
struct Endpoint: Sendable {
    let port: Int
    /// The authority of the service's certificate, PEM.
    let authority: String
    let identity: ClientIdentity?
    var oldestVersion = TLSVersion.tlsv13
    var newestVersion: TLSVersion?
    var applicationProtocols = ["http/1.1"]

    /// The client's side of TLS.
    var tls: TLSConfiguration {
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
                tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(identity.keyPEM.utf8), format: .pem))
            }
            return tls
        }
    }
}

/// A certificate chain and its key, as a client presents them.
typealias ClientIdentity = ThrowawayCertificate
