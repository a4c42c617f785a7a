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
        case certificatesMissing
        case certificatesTwice
        case malformedIncludedCertificates
        case unsupportedAlgorithm
        case malformedClaim
        case malformedDiversion
        case malformedOriginal
        case nestedTooDeep
        case cannotBeNested
        case notDiverted
        case forbiddenNumber
        case malformedURI
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
    /// "typ" is not "passport", "x5u" or "ppt" is unusable, or there is a "crit".
    public static let malformedHeader = Self(
        code: .malformedHeader,
        message: "the header of a PASSporT has typ \"passport\" and a usable x5u, and no crit (RFC 8225 section 4)")
    /// Neither "x5u" nor "x5c".
    public static let certificatesMissing = Self(
        code: .certificatesMissing,
        message: "the header does not say where the signer's certificates are: it needs an x5u (RFC 8225 section 4.3)")
    /// Both "x5u" and "x5c", which could be certificates of two signers.
    public static let certificatesTwice = Self(
        code: .certificatesTwice, message: "the header has both x5u and x5c: it must have one of them")
    /// "x5c" is not base64 of at most 6 certificates.
    public static let malformedIncludedCertificates = Self(
        code: .malformedIncludedCertificates,
        message: "x5c is an array of 1 to 6 certificates, each in base64 with padding (RFC 7515 section 4.1.6)")
    /// "alg" is not ES256.
    public static let unsupportedAlgorithm = Self(
        code: .unsupportedAlgorithm, message: "a PASSporT is signed with ES256 (RFC 8225 section 4.2)")
    /// A claim is missing or not in its form.
    public static let malformedClaim = Self(
        code: .malformedClaim, message: "a claim is missing or not in the form that RFC 8225 or RFC 8588 gives it")
    /// The same error, telling which claim.
    static func malformed(claim name: StaticString) -> Self {
        Self(
            code: .malformedClaim,
            message: "the claim \(name) is missing or not in the form that RFC 8225 or RFC 8588 gives it")
    }
    /// "div" is missing or not in its form, or a "div" PASSporT has an "opt".
    public static let malformedDiversion = Self(
        code: .malformedDiversion,
        message: "a div claim has one number or one URI, and where the type is div there is no opt (RFC 8946 section 3)"
    )
    /// "opt" is missing or does not hold a PASSporT in full form.
    public static let malformedOriginal = Self(
        code: .malformedOriginal, message: "opt is one PASSporT in full form (RFC 8946 section 6)")
    /// The same error, telling what is wrong with the PASSporT inside.
    static func malformedOriginal(_ reason: PassportError) -> Self {
        Self(code: .malformedOriginal, message: "opt does not hold a PASSporT that can be read: \(reason)")
    }
    /// More than ``PassportChain/maximumDiversions`` inside one another.
    public static let nestedTooDeep = Self(
        code: .nestedTooDeep, message: "a call is diverted at most 5 times here")
    /// A "div" PASSporT was to be put into a "div-o".
    public static let cannotBeNested = Self(
        code: .cannotBeNested,
        message: "a div PASSporT refers to one beside it, which would be lost: nest that one, or send a div along")
    /// The party that diverts was not called, or the new destination is the old one.
    public static let notDiverted = Self(
        code: .notDiverted,
        message: "a diversion leads from one of the called parties to another (RFC 8946 section 3)")
    /// A telephone number in a claim is not canonical.
    public static let forbiddenNumber = Self(
        code: .forbiddenNumber,
        message: "a number in a PASSporT is 1 to 15 of digits, * and #, without a plus (RFC 8224 section 8.3)")
    /// The same error, telling what is wrong with the number.
    static func forbiddenNumber(_ reason: TelephoneNumberError) -> Self {
        Self(code: .forbiddenNumber, message: reason.description)
    }
    /// Text that should be a URI is none.
    public static let malformedURI = Self(
        code: .malformedURI,
        message: "a URI has a scheme, a colon and printable ASCII, at most 2048 bytes, and in a SIP URI a host")
    /// The cryptographic library refused to work.
    public static let unavailable = Self(
        code: .unavailable, message: "the cryptographic library could not do its work")

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension PassportError: CustomStringConvertible {
    public var description: String { message }
}
