internal import NIOCore
internal import NIOSSL

/// A listener's certificate chain and private key, read from PEM files.
public struct ServerCertificate: Sendable {
    let chain: [NIOSSLCertificateSource]
    let privateKey: NIOSSLPrivateKeySource

    /// Reads both files.
    ///
    /// - Parameters:
    ///   - chainFile: certificates in PEM, the listener's own first.
    ///   - keyFile: its private key in PEM.
    /// - Throws: where a file cannot be read or does not hold what it should.
    public init(chainFile: String, keyFile: String) throws {
        self.chain = try NIOSSLCertificate.fromPEMFile(chainFile).map { .certificate($0) }
        self.privateKey = .privateKey(try NIOSSLPrivateKey(file: keyFile, format: .pem))
        // Refuses a key that does not belong to the certificate, which else would show at the first handshake.
        _ = try NIOSSLContext(configuration: configuration)
    }

    /// TLS 1.3 and nothing older (RFC 8446), without a client certificate.
    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: privateKey)
        configuration.minimumTLSVersion = .tlsv13
        // How long a closing connection waits for the other side's close_notify.
        configuration.shutdownTimeout = .seconds(1)
        return configuration
    }
}
