/// Decides whether a PASSporT is to be believed (RFC 8224 section 6.2, RFC 8225 section 10.1).
///
/// It does not compare "dest" with the call at hand: only the called side knows which number rang.
public struct PassportVerifier: Sendable {
    /// The window that RFC 8224 section 6.2.2 recommends, in seconds.
    public static let recommendedFreshness: UInt16 = 60

    private let certificates: STIRCertificateVerifier
    private let freshness: Int64

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - certificates: Knows which authorities to trust.
    ///   - freshness: How many seconds "iat" may lie before or after the time of verification.
    public init(certificates: STIRCertificateVerifier, freshness: UInt16 = PassportVerifier.recommendedFreshness) {
        self.certificates = certificates
        self.freshness = Int64(freshness)
    }

    /// Decides about one PASSporT.
    ///
    /// - Parameters:
    ///   - unverified: The PASSporT.
    ///   - chain: The signer's certificates, as fetched from ``Passport/certificateURL``.
    ///   - now: The time of verification, seconds since 1970 UTC.
    public func verify(
        _ unverified: UnverifiedPassport, chain: CertificateChain, at now: Int64
    ) async -> PassportVerdict {
        let passport = unverified.claimed
        if case .unknown = passport.extension { return .refused(.unsupportedExtension) }
        // `issuedAt` is bounded, so these sums cannot overflow whatever `now` is.
        guard passport.issuedAt + freshness >= now else { return .refused(.stale) }
        guard passport.issuedAt - freshness <= now else { return .refused(.fromTheFuture) }

        let signer: STIRCredential
        switch await certificates.verify(chain, at: now) {
        case .valid(let credential): signer = credential
        case .refused(let refusal): return .refused(.certificate(refusal))
        }
        guard unverified.serialization.isSigned(by: signer.publicKey) else { return .refused(.wrongSignature) }
        guard signer.tnAuthorizationList.authorises(passport.origin) else { return .refused(.originNotAuthorised) }
        guard signer.claimConstraints.allSatisfy({ $0.permit(passport) }) else { return .refused(.claimsNotPermitted) }
        return .valid(VerifiedPassport(unverified, signer: signer))
    }
}
