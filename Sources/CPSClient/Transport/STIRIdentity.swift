internal import NIOSSL

/// A STIR certificate chain with its private key (RFC 8226): what the issuance listener asks for, and no other.
public struct STIRIdentity: Sendable {
    /// The most bytes of a chain.
    private static let byteLimit = 131_072

    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource

    /// Reads both from PEM files.
    ///
    /// - Parameters:
    ///   - chainFile: certificates, leaf first.
    ///   - keyFile: the leaf's private key, without a passphrase.
    /// - Throws: ``CPSClientError/unusableIdentity``, or that a file cannot be read.
    public init(chainFile: String, keyFile: String) throws(CPSClientError) {
        let pem = try OrdinaryFile(path: chainFile).read(upTo: Self.byteLimit)
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(pem), !certificates.isEmpty else {
            throw .unusableIdentity.about(chainFile)
        }
        // The library reads the private key itself, so that no copy of it stays in our memory.
        try OrdinaryFile(path: keyFile).checkReadable()
        guard let privateKey = try? NIOSSLPrivateKey(file: keyFile, format: .pem) else {
            throw .unusableIdentity.about(keyFile)
        }
        chain = certificates.map { .certificate($0) }
        key = .privateKey(privateKey)
        // Refuses a key of another certificate here; at the handshake it would look like a service that is down.
        var tls = TLSConfiguration.makeClientConfiguration()
        (tls.certificateChain, tls.privateKey) = (chain, key)
        // A system without authorities of its own must not look like a bad certificate.
        tls.trustRoots = .certificates([])
        guard (try? NIOSSLContext(configuration: tls)) != nil else {
            throw .unusableIdentity.about("\(chainFile) with \(keyFile)")
        }
    }
}

extension STIRIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "STIR identity(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
