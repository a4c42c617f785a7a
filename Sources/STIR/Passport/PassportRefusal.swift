/// Why a well-formed PASSporT was not believed. Two refusals are equal when their codes and links are.
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
        case divertingPartyNotAuthorised
        case originChanged
        case notDivertedFromDestination
        case noOriginal
        case certificate(CertificateRefusal)
        case certificatesUnavailable(CertificatesUnavailable)
    }

    private let code: Code
    private let message: String
    /// Which PASSporT of a diverted call it is about, or `nil` for a call that was not diverted.
    public let link: PassportLink?

    private init(code: Code, message: String, link: PassportLink? = nil) {
        self.code = code
        self.message = message
        self.link = link
    }

    /// The same refusal of one PASSporT among several.
    public func at(_ link: PassportLink?) -> Self {
        Self(code: code, message: message, link: link)
    }

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
    /// The certificate's TNAuthList does not cover "div" (RFC 8946 section 3).
    public static let divertingPartyNotAuthorised = Self(
        code: .divertingPartyNotAuthorised, message: "the certificate does not cover the party that diverted the call")
    /// A diversion names another caller than what it diverts (RFC 8946 section 4.2 step 3).
    public static let originChanged = Self(
        code: .originChanged, message: "it names another caller than the PASSporT that it diverts")
    /// "div" is not in the "dest" of what is diverted (RFC 8946 section 4.2).
    public static let notDivertedFromDestination = Self(
        code: .notDivertedFromDestination,
        message: "the party that diverted the call was not called according to the PASSporT that it diverts")
    /// A "div" without the PASSporT that it diverts: it says nothing about who calls.
    public static let noOriginal = Self(
        code: .noOriginal, message: "the call was diverted, and the PASSporT that it was placed with is missing")
    /// The certificate could not be had.
    public static func certificatesUnavailable(_ reason: CertificatesUnavailable) -> Self {
        Self(code: .certificatesUnavailable(reason), message: reason.description)
    }
    /// The certificate was refused.
    public static func certificate(_ refusal: CertificateRefusal) -> Self {
        Self(code: .certificate(refusal), message: refusal.description)
    }

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code && left.link == right.link }
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(link)
    }
}

extension PassportRefusal: CustomStringConvertible {
    public var description: String { link.map { "\($0): \(message)" } ?? message }
}
