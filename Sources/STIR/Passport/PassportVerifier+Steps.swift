/// The steps of RFC 8816 section 8.2 that need nothing but PASSporTs and certificates. Steps 1 and 3 are for those who
/// know the call.
extension PassportVerifier {
    /// Step 2: whether an extension is used that this program does not know, anywhere in the chain (RFC 8946 section
    /// 4.2 step 5).
    public func refusalOfExtension(of chain: PassportChain) -> PassportRefusal? {
        for (position, passport) in chain.passports.enumerated() {
            if case .unknown = passport.claimed.extension {
                return .unsupportedExtension.at(chain.link(position))
            }
        }
        return nil
    }

    /// Step 4: whether every signer has a valid credential from a trusted authority, which covers whom the PASSporT
    /// must be signed for, and permits its claims.
    ///
    /// The original is signed for the caller. What "div" and "div-o" add is signed for the party that diverts (RFC 8946
    /// section 3), which need not have any say over the caller's number.
    ///
    /// - Parameters:
    ///   - chain: The PASSporTs.
    ///   - source: Finds the certificates. It is asked for one PASSporT after the other, until one is refused.
    ///   - now: The time of verification, seconds since 1970 UTC.
    public func credentials(
        of chain: PassportChain, from source: any CertificateSource, at now: Int64
    ) async -> CredentialsVerdict {
        var credentials: [STIRCredential] = []
        for (position, passport) in chain.passports.enumerated() {
            let found: CertificateChain
            do throws(CertificatesUnavailable) {
                found = try await source.chain(for: passport.claimed.certificates)
            } catch {
                return .refused(.certificatesUnavailable(error).at(chain.link(position)))
            }
            switch await certificates.verify(found, at: now) {
            case .refused(let refusal): return .refused(.certificate(refusal).at(chain.link(position)))
            case .valid(let credential):
                if let refusal = Self.refusal(of: credential, signing: passport.claimed) {
                    return .refused(refusal.at(chain.link(position)))
                }
                credentials.append(credential)
            }
        }
        return .accepted(AccreditedChain(chain: chain, credentials: credentials))
    }

    /// Step 5: whether the call was placed just now.
    ///
    /// A "div" or "div-o" should carry the "iat" of what it diverts, and need not (RFC 8946 section 3). So each is
    /// looked at for itself: the outermost must be fresh, and what it diverts within its own window (section 4.2 step 4).
    public func refusalOfFreshness(of chain: PassportChain, at now: Int64) -> PassportRefusal? {
        for (position, passport) in chain.passports.enumerated() {
            let issuedAt = passport.claimed.issuedAt
            // "iat" is bounded, so these sums cannot overflow whatever `now` is.
            guard issuedAt + (position == 0 ? freshness : earlierFreshness) >= now else {
                return .stale.at(chain.link(position))
            }
            guard issuedAt - freshness <= now else { return .fromTheFuture.at(chain.link(position)) }
        }
        return nil
    }

    /// Step 6: whether every PASSporT was signed with the key of the credential that step 4 found.
    ///
    /// Whatever passes may be believed. So the other steps, which cost nothing, are taken once more here.
    ///
    /// - Parameters:
    ///   - accredited: The PASSporTs with their signers' credentials.
    ///   - now: The time of verification, seconds since 1970 UTC.
    public func signatures(of accredited: AccreditedChain, at now: Int64) -> PassportVerdict {
        let chain = accredited.chain
        if let refusal = refusalWithoutCredentials(of: chain, at: now) { return .refused(refusal) }
        var diversions: [VerifiedDiversion] = []
        for (position, (passport, signer)) in zip(chain.passports, accredited.credentials).enumerated() {
            guard passport.serialization.isSigned(by: signer.publicKey) else {
                return .refused(.wrongSignature.at(chain.link(position)))
            }
            if let diversion = passport.claimed.extension.diversion {
                diversions.append(VerifiedDiversion(diversion, passport, signer: signer))
            } else {
                return .valid(VerifiedPassport(passport, signer: signer, diversions: diversions))
            }
        }
        return .refused(.noOriginal)
    }

    private static func refusal(of credential: STIRCredential, signing passport: Passport) -> PassportRefusal? {
        let list = credential.tnAuthorizationList
        if let diversion = passport.extension.diversion {
            guard list.authorises(diversion.party) else { return .divertingPartyNotAuthorised }
        } else {
            guard list.authorises(passport.origin) else { return .originNotAuthorised }
        }
        return credential.claimConstraints.allSatisfy { $0.permit(passport) } ? nil : .claimsNotPermitted
    }
}
