/// Decides whether the PASSporTs of a call are to be believed (RFC 8224 section 6.2, RFC 8225 section 10.1, RFC 8946
/// sections 4.2 and 5.1).
///
/// It works on a ``PassportChain``, since a diverted call has several; a call that was not diverted has a chain of
/// one. ``verify(_:from:at:)-(PassportChain,_,_)`` takes all steps. Those who narrow down many PASSporTs as RFC 8816
/// section 8.2 says take them one by one.
///
/// It does not compare the destinations with the call at hand: only the called side knows which number rang.
public struct PassportVerifier: Sendable {
    /// The window that RFC 8224 section 6.2.2 recommends, in seconds.
    public static let recommendedFreshness: UInt16 = 60
    /// The widest window for what was diverted that RFC 8946 section 4.2 step 4 suggests, in seconds: three hours.
    public static let longestEarlierFreshness: UInt16 = 10_800

    let certificates: STIRCertificateVerifier
    let freshness: Int64
    let earlierFreshness: Int64

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - certificates: Knows which authorities to trust.
    ///   - freshness: How many seconds "iat" may lie before or after the time of verification.
    ///   - earlierFreshness: How many seconds before it the "iat" of a PASSporT may lie that another one diverts; as
    ///     many as `freshness` without it. More lets calls through that are transferred after a while, and with them
    ///     those who divert an old PASSporT anew (RFC 8946 section 4.2 step 4).
    public init(
        certificates: STIRCertificateVerifier, freshness: UInt16 = PassportVerifier.recommendedFreshness,
        earlierFreshness: UInt16? = nil
    ) {
        self.certificates = certificates
        self.freshness = Int64(freshness)
        self.earlierFreshness = Int64(earlierFreshness ?? freshness)
    }

    /// Decides about one PASSporT and those nested in it, with certificates at hand.
    ///
    /// - Parameters:
    ///   - unverified: The PASSporT.
    ///   - chain: The signer's certificates, as ``Passport/certificates`` refers to them.
    ///   - now: The time of verification, seconds since 1970 UTC.
    public func verify(
        _ unverified: UnverifiedPassport, chain: CertificateChain, at now: Int64
    ) async -> PassportVerdict {
        await verify(unverified, from: GivenCertificates(chain), at: now)
    }

    /// Decides about one PASSporT and those nested in it.
    ///
    /// - Parameters:
    ///   - unverified: The PASSporT. A "div" is refused: what it diverts is not in it.
    ///   - source: Finds the signers' certificates.
    ///   - now: The time of verification, seconds since 1970 UTC.
    public func verify(
        _ unverified: UnverifiedPassport, from source: any CertificateSource, at now: Int64
    ) async -> PassportVerdict {
        await verify(PassportChain(unverified), from: source, at: now)
    }

    /// Decides about the PASSporTs of one call.
    ///
    /// What costs nothing comes first, so that nothing is fetched for a PASSporT that is too old. The order decides
    /// which refusal is told, not whether there is one.
    ///
    /// - Parameters:
    ///   - chain: The PASSporTs.
    ///   - source: Finds the signers' certificates.
    ///   - now: The time of verification, seconds since 1970 UTC.
    public func verify(
        _ chain: PassportChain, from source: any CertificateSource, at now: Int64
    ) async -> PassportVerdict {
        if let refusal = refusalWithoutCredentials(of: chain, at: now) { return .refused(refusal) }
        switch await credentials(of: chain, from: source, at: now) {
        case .refused(let refusal): return .refused(refusal)
        case .accepted(let accredited): return signatures(of: accredited, at: now)
        }
    }

    func refusalWithoutCredentials(of chain: PassportChain, at now: Int64) -> PassportRefusal? {
        refusalOfExtension(of: chain) ?? refusalOfLinks(of: chain) ?? refusalOfFreshness(of: chain, at: now)
    }
}
