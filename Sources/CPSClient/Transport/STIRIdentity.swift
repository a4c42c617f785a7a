internal import NIOSSL

/// A STIR certificate chain with its private key (RFC 8226): what the issuance listener asks for, and no other.
public struct STIRIdentity: Sendable {
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource

    /// Reads both from PEM files.
    ///
    /// - Parameters:
    ///   - chainFile: certificates, leaf first.
    ///   - keyFile: the leaf's private key, without a passphrase.
    /// - Throws: ``CPSClientError/unusableIdentity``.
    public init(chainFile: String, keyFile: String) throws(CPSClientError) {
        do {
            let certificates = try NIOSSLCertificate.fromPEMFile(chainFile)
            guard !certificates.isEmpty else { throw CPSClientError.unusableIdentity }
            chain = certificates.map { .certificate($0) }
            key = .privateKey(try NIOSSLPrivateKey(file: keyFile, format: .pem))
            // Refuses a key of another certificate here; at the handshake it would look like a service that is down.
            var tls = TLSConfiguration.makeClientConfiguration()
            (tls.certificateChain, tls.privateKey) = (chain, key)
            _ = try NIOSSLContext(configuration: tls)
        } catch {
            throw .unusableIdentity
        }
    }
}

extension STIRIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "STIR identity(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
