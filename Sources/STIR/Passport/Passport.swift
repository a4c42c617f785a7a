/// What a PASSporT says (RFC 8225, RFC 8588, RFC 8946): the claims and the part of the header that goes with them.
///
/// A value of this type is a statement, not a proof: it may be about to be signed, or merely claimed by an
/// ``UnverifiedPassport``. Only what comes out of a ``VerifiedPassport`` may be believed.
///
/// > Important: It says who calls whom, so it prints as redacted.
public struct Passport: Hashable, Sendable {
    /// Most bytes of a PASSporT in JWS compact serialization.
    public static let maximumBytes = 16_384

    /// Where the signer's certificates are: "x5u" (RFC 8225 section 4.3) or "x5c" of the header.
    public let certificates: CertificateReference
    /// The extension, with its claims.
    public let `extension`: PassportExtension
    /// When the call was placed: "iat", whole seconds since 1970 UTC, from 0 to the end of the year 9999.
    public let issuedAt: Int64
    /// Who calls: "orig".
    public let origin: PassportIdentity
    /// Who is called: "dest".
    public let destinations: PassportDestinations
    /// Every other claim, by name, as it was.
    public let otherClaims: [String: JSONValue]

    /// States a call.
    ///
    /// - Parameters:
    ///   - certificates: A URI in printable ASCII, at most 2048 bytes; or a chain that ``CertificateChain`` has room for.
    ///   - extension: ``PassportExtension/base`` unless said otherwise.
    ///   - issuedAt: Seconds since 1970 UTC.
    ///   - origin: The calling party.
    ///   - destinations: The called parties.
    ///   - otherClaims: Further claims; their names are ASCII and none of those that this type has fields for.
    /// - Throws: ``PassportError/malformedHeader``, ``PassportError/malformedIncludedCertificates``,
    ///   ``PassportError/malformedClaim`` or ``PassportError/nestedTooDeep``.
    public init(
        certificates: CertificateReference,
        extension: PassportExtension = .base,
        issuedAt: Int64,
        origin: PassportIdentity,
        destinations: PassportDestinations,
        otherClaims: [String: JSONValue] = [:]
    ) throws(PassportError) {
        try certificates.check()
        try `extension`.check()
        if case .uri(let uri) = origin, !PassportURI.isUsable(uri) { throw .malformed(claim: "orig") }
        guard Self.times.contains(issuedAt) else { throw .malformed(claim: "iat") }
        let own = Self.baselineClaims.union(`extension`.reservedClaims)
        guard otherClaims.keys.allSatisfy({ name in !own.contains(name) && name.utf8.allSatisfy { $0 < 0x80 } })
        else { throw .malformedClaim }
        self.certificates = certificates
        self.`extension` = `extension`
        self.issuedAt = issuedAt
        self.origin = origin
        self.destinations = destinations
        self.otherClaims = otherClaims
    }

    /// The claims that every PASSporT has (RFC 8225 section 5).
    static let baselineClaims: Set<String> = ["dest", "iat", "orig"]

    /// The times that "iat" may name, so that no sum of one and a freshness window overflows.
    static let times: ClosedRange<Int64> = 0...253_402_300_799
}

extension Passport: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "PASSporT(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
