/// Why a well-formed PASSporT was not believed. Two refusals are equal when their codes are.
///
/// No message names a number or a subject, so a refusal may be logged.
public struct PassportRefusal: Hashable, Sendable {
    private enum Code: Hashable {
        case unsupportedExtension
        case stale
        case fromTheFuture
        case wrongSignature
        case originNotAuthorised
        case claimsNotPermitted
        case certificate(CertificateRefusal)
    }

    private let code: Code
    private let message: String

    /// A "ppt" that this program does not know (RFC 8225 section 8.1).
    public static let unsupportedExtension = Self(
        code: .unsupportedExtension, message: "the PASSporT uses an extension that this program does not know")
    /// "iat" is further back than the freshness window.
    public static let stale = Self(code: .stale, message: "the PASSporT was issued too long ago")
    /// "iat" is further ahead than the freshness window.
    public static let fromTheFuture = Self(
        code: .fromTheFuture, message: "the PASSporT was issued in the future: compare the clocks")
    /// The signature is not by the certificate's key.
    public static let wrongSignature = Self(
        code: .wrongSignature, message: "the PASSporT was not signed with the key of this certificate")
    /// The certificate's TNAuthList does not cover "orig" (RFC 8226 section 9).
    public static let originNotAuthorised = Self(
        code: .originNotAuthorised, message: "the certificate does not cover the calling party")
    /// The certificate's claim constraints forbid what the PASSporT claims (RFC 8226 section 8, RFC 9118).
    public static let claimsNotPermitted = Self(
        code: .claimsNotPermitted,
        message: "the certificate does not permit a claim of this PASSporT, or requires another")
    /// The certificate was refused.
    public static func certificate(_ refusal: CertificateRefusal) -> Self {
        Self(code: .certificate(refusal), message: refusal.description)
    }

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension PassportRefusal: CustomStringConvertible {
    public var description: String { message }
}
