/// Why text was not read as a PASSporT, or one could not be made. Two errors are equal when their codes are.
///
/// No message holds anything that the text said.
public struct PassportError: Error, Hashable, Sendable {
    private enum Code: Hashable {
        case tooLong
        case compactForm
        case malformedSerialization
        case malformedJSON
        case malformedHeader
        case unsupportedAlgorithm
        case malformedClaim
        case forbiddenNumber
        case unavailable
    }

    private let code: Code
    private let message: String

    /// More than ``Passport/maximumBytes``.
    public static let tooLong = Self(code: .tooLong, message: "a PASSporT has at most 16384 bytes here")
    /// The compact form of RFC 8225 section 7.
    public static let compactForm = Self(
        code: .compactForm,
        message: """
            the compact form of a PASSporT (RFC 8225 section 7) leaves out header and claims, which can only be \
            rebuilt from the call's own signalling: use the full form
            """)
    /// Not three parts of canonical base64url with a 64-byte signature.
    public static let malformedSerialization = Self(
        code: .malformedSerialization,
        message: "a PASSporT is three parts of base64url without padding, the last of them a 64-byte signature")
    /// Header or payload is not JSON, names a member twice, or nests too deep.
    public static let malformedJSON = Self(
        code: .malformedJSON, message: "header and payload of a PASSporT are JSON without a repeated name")
    /// "typ" is not "passport", "x5u" is missing or unusable, or there is a "crit".
    public static let malformedHeader = Self(
        code: .malformedHeader,
        message: "the header of a PASSporT has typ \"passport\" and a usable x5u, and no crit (RFC 8225 section 4)")
    /// "alg" is not ES256.
    public static let unsupportedAlgorithm = Self(
        code: .unsupportedAlgorithm, message: "a PASSporT is signed with ES256 (RFC 8225 section 4.2)")
    /// A claim is missing or not in its form.
    public static let malformedClaim = Self(
        code: .malformedClaim, message: "a claim is missing or not in the form that RFC 8225 or RFC 8588 gives it")
    /// A telephone number in a claim is not canonical.
    public static let forbiddenNumber = Self(
        code: .forbiddenNumber,
        message: "a number in a PASSporT is 1 to 15 of digits, * and #, without a plus (RFC 8224 section 8.3)")
    /// The cryptographic library refused to work.
    public static let unavailable = Self(
        code: .unavailable, message: "the cryptographic library could not do its work")

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension PassportError: CustomStringConvertible {
    public var description: String { message }
}
