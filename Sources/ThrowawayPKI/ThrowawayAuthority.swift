import Crypto
import SwiftASN1
public import X509

/// A certificate authority for demonstrations, development and tests. Never for production: its key lies about as
/// plain text, and it checks nobody's right to a number.
public struct ThrowawayAuthority: Sendable {
    /// The authority's certificate.
    public let certificate: Certificate
    /// The authorities between this one and the root, nearest first, this one included unless it is the root.
    let path: [Certificate]
    let key: P256.Signing.PrivateKey

    init(certificate: Certificate, key: P256.Signing.PrivateKey, path: [Certificate]) {
        self.certificate = certificate
        self.key = key
        self.path = path
    }

    /// Makes a root authority with a new P-256 key.
    ///
    /// - Throws: ``ThrowawayError/malformedName`` or ``ThrowawayError/unavailable``.
    public static func create(commonName: String, validity: ThrowawayValidity) throws(ThrowawayError) -> Self {
        let key = P256.Signing.PrivateKey()
        let subject = ThrowawaySubject(
            commonName: commonName, key: Certificate.PublicKey(key.publicKey), validity: validity,
            extensions: try ThrowawayExtensions.authority(.absent))
        let certificate = try subject.certificate(
            issuer: try ThrowawaySubject.name(commonName), issuerKey: Certificate.PrivateKey(key))
        return Self(certificate: certificate, key: key, path: [])
    }

    /// Restores an authority from its certificate, with those of the authorities between it and the root after it, and
    /// its key.
    ///
    /// - Throws: ``ThrowawayError/malformedKeyPair`` if either is not PEM or they do not belong together.
    public init(certificatePEM: String, keyPEM: String) throws(ThrowawayError) {
        do {
            let chain = try PEMDocument.parseMultiple(pemString: certificatePEM).map {
                try Certificate(pemDocument: $0)
            }
            let key = try P256.Signing.PrivateKey(pemRepresentation: keyPEM)
            guard let certificate = chain.first, certificate.publicKey == Certificate.PublicKey(key.publicKey) else {
                throw ThrowawayError.malformedKeyPair
            }
            let isRoot = certificate.issuer == certificate.subject
            self.init(certificate: certificate, key: key, path: isRoot ? [] : chain)
        } catch {
            throw .malformedKeyPair
        }
    }

    /// The certificate, PEM.
    public func certificatePEM() throws(ThrowawayError) -> String { try Self.pem([certificate]) }

    /// The certificate and, after it, those of the authorities between it and the root; PEM.
    public func chainPEM() throws(ThrowawayError) -> String { try Self.pem(path.isEmpty ? [certificate] : path) }

    /// The private key, PKCS #8 in PEM.
    public var keyPEM: String { key.pemRepresentation + "\n" }

    /// Makes an authority below this one, as a STIR certificate that delegates numbers has (RFC 9060).
    ///
    /// - Parameters:
    ///   - commonName: Its name.
    ///   - authorising: The scope that it is limited to.
    ///   - validity: When it is valid.
    ///   - usage: Its key usage; a correct one has keyCertSign.
    ///   - further: Extensions to add as they are.
    public func issueAuthority(
        commonName: String, authorising list: ThrowawayTNAuthList = .absent, validity: ThrowawayValidity,
        usage: KeyUsage = KeyUsage(keyCertSign: true, cRLSign: true), further: [Certificate.Extension] = []
    ) throws(ThrowawayError) -> Self {
        let key = P256.Signing.PrivateKey()
        let certificate = try sign(
            ThrowawaySubject(
                commonName: commonName, key: Certificate.PublicKey(key.publicKey), validity: validity,
                extensions: try ThrowawayExtensions.authority(list, usage: usage) + further))
        return Self(certificate: certificate, key: key, path: [certificate] + path)
    }

    /// Signs a subject with this authority's key.
    func sign(_ subject: ThrowawaySubject) throws(ThrowawayError) -> Certificate {
        try subject.certificate(issuer: certificate.subject, issuerKey: Certificate.PrivateKey(key))
    }

    /// Certificates in PEM, one after the other.
    static func pem(_ certificates: [Certificate]) throws(ThrowawayError) -> String {
        do {
            return try certificates.map { try $0.serializeAsPEM().pemString + "\n" }.joined()
        } catch {
            throw .unavailable
        }
    }
}

extension ThrowawayAuthority: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "throwaway authority(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
