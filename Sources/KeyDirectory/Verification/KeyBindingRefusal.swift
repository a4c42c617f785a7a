public import STIR

/// Why a well-formed key binding or withdrawal was not believed. Two refusals are equal when their codes are.
///
/// No message names a number or a subject, so a refusal may be logged or told to a client.
public struct KeyBindingRefusal: Hashable, Sendable {
    private enum Code: Hashable {
        case notYetValid
        case expired
        case wrongSignature
        case numbersNotAuthorised
        case certificate(CertificateRefusal)
    }

    private let code: Code
    private let message: String

    /// "iat" or "nbf" is ahead of the clock.
    public static let notYetValid = Self(
        code: .notYetValid, message: "the key binding is not valid yet: compare the clocks")
    /// "exp" is over, or a withdrawal is so old that nothing it could withdraw is valid.
    public static let expired = Self(code: .expired, message: "the key binding has expired: publish a new one")
    /// The signature is not by the first certificate's key.
    public static let wrongSignature = Self(
        code: .wrongSignature, message: "it was not signed with the key of the certificate that it came with")
    /// The certificate's TNAuthList does not cover every number.
    public static let numbersNotAuthorised = Self(
        code: .numbersNotAuthorised,
        message: "the certificate does not name all of the numbers: a provider's code alone does not do")
    /// The certificate was refused.
    public static func certificate(_ refusal: CertificateRefusal) -> Self {
        Self(code: .certificate(refusal), message: refusal.description)
    }

    /// A short name, for programs.
    public var name: String {
        switch code {
        case .notYetValid: "not-yet-valid"
        case .expired: "expired"
        case .wrongSignature: "wrong-signature"
        case .numbersNotAuthorised: "numbers-not-authorised"
        case .certificate: "certificate-refused"
        }
    }

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension KeyBindingRefusal: CustomStringConvertible {
    public var description: String { message }
}
