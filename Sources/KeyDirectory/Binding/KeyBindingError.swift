/// Why text was not read as a key binding or a withdrawal, or one could not be made. Two errors are equal when their
/// codes are.
///
/// No message holds anything that the text said.
public struct KeyBindingError: Error, Hashable, Sendable {
    private enum Code: Hashable {
        case tooLong, malformedSerialization, malformedHeader, unsupportedAlgorithm, malformedCertificates
        case malformedClaim, malformedNumbers, malformedKey, malformedService, malformedName, unknownSuite
        case validityTooLong, keyOfAnother, malformedList, malformedBucket, unavailable
    }

    private let code: Code
    private let message: String

    /// More than ``KeyBinding/maximumBytes``.
    public static let tooLong = Self(
        code: .tooLong, message: "a key binding has at most 16384 bytes: shorten its list of numbers or its chain")
    /// Not a JWS in compact serialization, or not of JSON without repeated names and deep nesting.
    public static let malformedSerialization = Self(
        code: .malformedSerialization,
        message: "not three parts of base64url, of which two are JSON without a repeated name and the last has 64 bytes"
    )
    /// "typ" is not the one of this kind of statement, or there is a "crit".
    public static let malformedHeader = Self(
        code: .malformedHeader, message: "the header needs the \"typ\" of this kind of statement, and no \"crit\"")
    /// "alg" is not "ES256".
    public static let unsupportedAlgorithm = Self(
        code: .unsupportedAlgorithm, message: "only ES256 is accepted: not \"none\", and no other algorithm")
    /// "x5c" is missing, or does not hold one to six certificates.
    public static let malformedCertificates = Self(
        code: .malformedCertificates, message: "the header needs an \"x5c\" of one to six certificates, leaf first")
    /// A claim that every statement has is missing, of another type, or out of range.
    public static let malformedClaim = Self(
        code: .malformedClaim,
        message: "\"iat\", \"nbf\", \"exp\" and \"seq\" are whole numbers, with \"iat\" <= \"nbf\" < \"exp\"")
    /// No number, too many entries, one entry twice, or one that is no number or range.
    public static let malformedNumbers = Self(
        code: .malformedNumbers,
        message: "\"numbers\" holds 1 to 64 different numbers and ranges, in digits without a plus")
    /// "key" is not a usable X25519 key.
    public static let malformedKey = Self(
        code: .malformedKey, message: "\"key\" is an X25519 public key in base64url: canonical, not of low order")
    /// "cps" is not the address of a service.
    public static let malformedService = Self(
        code: .malformedService,
        message: "\"cps\" is https://HOST or https://HOST:PORT in lower case, without port 443 and without a path")
    /// "name" is not a name.
    public static let malformedName = Self(
        code: .malformedName, message: "\"name\" has 1 to 64 of the letters a-z, digits, and hyphens")
    /// "suite" is none that this program seals with.
    public static let unknownSuite = Self(
        code: .unknownSuite, message: "\"suite\" is one that this program does not know: 1 is expected")
    /// Valid for more than ``KeyBinding/maximumValidity``.
    public static let validityTooLong = Self(
        code: .validityTooLong, message: "a key binding is valid for at most 31 days after \"iat\"")
    /// The private key is not that of the chain's first certificate.
    public static let keyOfAnother = Self(
        code: .keyOfAnother, message: "the private key does not belong to the first certificate of the chain")
    /// Not a list of key bindings.
    public static let malformedList = Self(
        code: .malformedList, message: "not a list of key bindings in the form of the protocol")
    /// Not the hexadecimal digits of a bucket.
    public static let malformedBucket = Self(
        code: .malformedBucket, message: "a bucket is given as 1 to 4 lower-case hexadecimal digits")
    /// The cryptographic library refused to work.
    public static let unavailable = Self(
        code: .unavailable, message: "the cryptographic library could not do its work")

    /// A short name, for programs.
    public var name: String {
        "\(code)".reduce(into: "") { name, character in
            name += character.isUppercase ? "-" + character.lowercased() : String(character)
        }
    }

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension KeyBindingError: CustomStringConvertible {
    public var description: String { message }
}
