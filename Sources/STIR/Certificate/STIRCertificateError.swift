/// Why bytes were not read as certificates or a part of one. Two errors are equal when their codes are.
public struct STIRCertificateError: Error, Hashable, Sendable {
    private enum Code: Hashable {
        case malformedTNAuthList
        case malformedClaimConstraints
        case malformedCallPlacementServices
        case malformedObjectIdentifier
        case malformedCertificate
        case noCertificate
        case tooMany
        case unavailable
    }

    private let code: Code
    private let message: String

    /// Not a TN Authorization List in DER, or one that breaks a rule of RFC 8226 section 9.
    public static let malformedTNAuthList = Self(
        code: .malformedTNAuthList, message: "not a TN Authorization List as in RFC 8226 section 9")
    /// Not JWT claim constraints in DER.
    public static let malformedClaimConstraints = Self(
        code: .malformedClaimConstraints, message: "not JWT claim constraints as in RFC 8226 section 8 or RFC 9118")
    /// Not `https` URIs where a certificate should name its call placement services.
    public static let malformedCallPlacementServices = Self(
        code: .malformedCallPlacementServices,
        message: "not one to eight https URIs of call placement services, as text in DER")
    /// Not an object identifier in its dotted form.
    public static let malformedObjectIdentifier = Self(
        code: .malformedObjectIdentifier, message: "not an object identifier, such as 1.3.6.1.4.1.32473.1")
    /// Not an X.509 certificate in PEM or DER.
    public static let malformedCertificate = Self(
        code: .malformedCertificate, message: "not an X.509 certificate in PEM or DER")
    /// No certificate where at least one is needed.
    public static let noCertificate = Self(code: .noCertificate, message: "there is no certificate in it")
    /// More certificates or bytes than a chain or a set of trust anchors has.
    public static let tooMany = Self(code: .tooMany, message: "more certificates, or longer ones, than are accepted")
    /// The cryptographic library refused to work.
    public static let unavailable = Self(
        code: .unavailable, message: "the cryptographic library could not do its work")

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension STIRCertificateError: CustomStringConvertible {
    public var description: String { message }
}
