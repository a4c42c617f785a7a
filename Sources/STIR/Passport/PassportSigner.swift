public import Crypto
import Encodings

/// Signs PASSporTs with the key of a STIR certificate (RFC 8225 section 6).
public struct PassportSigner: Sendable {
    /// The "x5u" that it writes: where the certificate chain of its key can be fetched.
    public let certificateURL: String
    private let key: P256.Signing.PrivateKey

    /// Makes a signer.
    ///
    /// - Parameters:
    ///   - key: The private key of the certificate.
    ///   - certificateURL: A URI in printable ASCII, at most 2048 bytes.
    /// - Throws: ``PassportError/malformedHeader`` if the URI is not usable.
    public init(key: P256.Signing.PrivateKey, certificateURL: String) throws(PassportError) {
        guard PassportURI.isUsable(certificateURL) else { throw .malformedHeader }
        self.key = key
        self.certificateURL = certificateURL
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
                certificateURL: certificateURL, extension: `extension`, issuedAt: issuedAt, origin: origin,
                destinations: destinations, otherClaims: otherClaims))
    }

    private func sign(_ passport: Passport) throws(PassportError) -> String {
        let input = passport.signingInput
        let signature: P256.Signing.ECDSASignature
        do {
            signature = try key.signature(for: Array(input.utf8))
        } catch {
            throw .unavailable
        }
        let serialization = input + "." + Base64URL.encode(Array(signature.rawRepresentation))
        guard serialization.utf8.count <= Passport.maximumBytes else { throw .tooLong }
        return serialization
    }
}

extension PassportSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "PASSporT signer(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
