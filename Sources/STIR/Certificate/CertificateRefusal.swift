/// Why a certificate chain was not accepted as a STIR credential. Two refusals are equal when their codes are.
///
/// No message names a number or a subject, so a refusal may be logged or told to a client.
public struct CertificateRefusal: Hashable, Sendable {
    private enum Code: Hashable {
        case malformed
        case noTNAuthList
        case notEndEntity
        case unsupportedKey
        case wrongKeyUsage
        case selfSigned
        case unknownCriticalExtension
        case unknownAuthority
        case notYetValid
        case expired
        case brokenChain
        case exceedsParent
        case wrongParent
        case loop
        case revoked
        case revocationUnknown
    }

    private let code: Code
    private let message: String

    /// An extension cannot be decoded, or the certificate is not of version 3.
    public static let malformed = Self(
        code: .malformed, message: "the certificate is malformed: ask its issuer for a correct one")
    /// Not a STIR certificate.
    public static let noTNAuthList = Self(
        code: .noTNAuthList, message: "the certificate has no TN Authorization List (RFC 8226 section 9)")
    /// A CA certificate, which must not sign calls (RFC 9060 section 4).
    public static let notEndEntity = Self(
        code: .notEndEntity, message: "a CA certificate was given where an end-entity certificate is needed")
    /// The key is not on P-256, the curve of ES256.
    public static let unsupportedKey = Self(
        code: .unsupportedKey, message: "the certificate's key is not on P-256, which ES256 needs")
    /// There is a key usage without digitalSignature in the leaf, or without keyCertSign in an issuer.
    public static let wrongKeyUsage = Self(
        code: .wrongKeyUsage, message: "a certificate's key usage does not permit what it was used for")
    /// Signed by itself.
    public static let selfSigned = Self(
        code: .selfSigned, message: "the certificate is self-signed: it needs one from a STIR authority")
    /// A critical extension that this program does not know (RFC 5280 section 4.2).
    public static let unknownCriticalExtension = Self(
        code: .unknownCriticalExtension,
        message: "the certificate has a critical extension that this program does not know")
    /// No path to a trust anchor.
    public static let unknownAuthority = Self(
        code: .unknownAuthority, message: "the certificate does not lead to a configured STIR authority")
    /// A certificate in the path is not valid yet.
    public static let notYetValid = Self(
        code: .notYetValid, message: "a certificate in the chain is not valid yet: compare the clocks")
    /// A certificate in the path is not valid any more.
    public static let expired = Self(code: .expired, message: "a certificate in the chain has expired: renew it")
    /// The path breaks another rule of RFC 5280, such as a path length or a name constraint.
    public static let brokenChain = Self(
        code: .brokenChain, message: "the chain breaks a rule of RFC 5280: an issuer is not a CA, or is limited")
    /// A certificate authorises more than the one above it (RFC 9060 section 4).
    public static let exceedsParent = Self(
        code: .exceedsParent, message: "a TN Authorization List is not encompassed by that of the issuer")
    /// The key identifiers of a delegate certificate and of the one above it do not pair (RFC 9060 section 7).
    public static let wrongParent = Self(
        code: .wrongParent,
        message: "the authority key identifier of a certificate is not the subject key identifier of its issuer")
    /// The issuers of the chain lead back into it and never to an authority.
    public static let loop = Self(
        code: .loop, message: "the certificates of the chain issued each other: it leads to no STIR authority")
    /// An authority has withdrawn a certificate in the path.
    public static let revoked = Self(
        code: .revoked, message: "a certificate in the chain has been revoked by its authority")
    /// Whether a certificate in the path has been withdrawn cannot be found out, and the policy demands that it is.
    public static let revocationUnknown = Self(
        code: .revocationUnknown,
        message: "whether a certificate in the chain has been revoked cannot be found out, and has to be here")

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension CertificateRefusal: CustomStringConvertible {
    public var description: String { message }
}
