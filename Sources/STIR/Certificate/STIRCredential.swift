public import Crypto
import X509

/// A STIR certificate (RFC 8226) that a ``STIRCertificateVerifier`` has accepted. Nothing else makes one.
///
/// > Important: It tells who someone is, so it prints as redacted.
public struct STIRCredential: Hashable, Sendable {
    /// The leaf's SubjectPublicKeyInfo in DER, 91 bytes: the same for every certificate that one key is given.
    public let publicKeyInfo: [UInt8]
    /// What the holder may call from.
    public let tnAuthorizationList: TNAuthorizationList
    /// The last second, since 1970 UTC, at which the leaf is valid.
    public let expires: Int64
    /// What the leaf's issuer lets the holder claim.
    let claimConstraints: [JWTClaimConstraints]
    /// All extensions of the leaf, for those whose identifiers are a matter of configuration.
    let extensions: Certificate.Extensions

    /// The leaf's key, on P-256.
    public let publicKey: P256.Signing.PublicKey

    init(
        publicKey: P256.Signing.PublicKey, tnAuthorizationList: TNAuthorizationList,
        claimConstraints: [JWTClaimConstraints], expires: Int64,
        extensions: Certificate.Extensions
    ) {
        self.publicKey = publicKey
        self.publicKeyInfo = Array(publicKey.derRepresentation)
        self.tnAuthorizationList = tnAuthorizationList
        self.claimConstraints = claimConstraints
        self.expires = expires
        self.extensions = extensions
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.publicKeyInfo == right.publicKeyInfo && left.tnAuthorizationList == right.tnAuthorizationList
            && left.claimConstraints == right.claimConstraints && left.expires == right.expires
            && left.extensions == right.extensions
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(publicKeyInfo)
        hasher.combine(tnAuthorizationList)
        hasher.combine(claimConstraints)
        hasher.combine(expires)
        hasher.combine(extensions)
    }
}

extension STIRCredential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "STIR credential(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
