public import Crypto

/// Signs PASSporTs with the key of a STIR certificate (RFC 8225 section 6).
public struct PassportSigner: Sendable {
    /// What it writes into every header: where the certificates of its key are.
    public let certificates: CertificateReference
    private let key: P256.Signing.PrivateKey

    /// Makes a signer.
    ///
    /// - Parameters:
    ///   - key: The private key of the certificate.
    ///   - certificates: Where its certificates can be fetched, as RFC 8225 has it, or they themselves.
    /// - Throws: ``PassportError/malformedHeader`` if a URI is not usable,
    ///   ``PassportError/malformedIncludedCertificates`` if there are too many.
    public init(key: P256.Signing.PrivateKey, certificates: CertificateReference) throws(PassportError) {
        try certificates.check()
        self.key = key
        self.certificates = certificates
    }

    /// Signs one call and returns `header.payload.signature`, ASCII, at most ``Passport/maximumBytes``.
    ///
    /// - Throws: ``PassportError/malformedClaim`` as ``Passport`` does, ``PassportError/tooLong`` if it gets too long
    ///   to be read again, ``PassportError/unavailable``.
    public func sign(
        extension: PassportExtension = .base,
        issuedAt: Int64,
        origin: PassportIdentity,
        destinations: PassportDestinations,
        otherClaims: [String: JSONValue] = [:]
    ) throws(PassportError) -> String {
        try sign(
            Passport(
                certificates: certificates, extension: `extension`, issuedAt: issuedAt, origin: origin,
                destinations: destinations, otherClaims: otherClaims))
    }

    /// Signs what is stated, whose header refers to this signer's certificates.
    func sign(_ passport: Passport) throws(PassportError) -> String {
        try CompactSerialization.signed(header: passport.headerJSON, payload: passport.claimsJSON, with: key)
    }
}

extension PassportSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "PASSporT signer(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
