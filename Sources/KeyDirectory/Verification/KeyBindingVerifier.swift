public import STIR

/// Decides whether key bindings and withdrawals are to be believed. Needs nothing but them, a clock, and the
/// authorities to trust.
public struct KeyBindingVerifier: Sendable {
    /// Seconds that a signer's clock may be ahead.
    public static let clockTolerance: Int64 = 60

    private let certificates: STIRCertificateVerifier
    private let providerCodes: ProviderCodes

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - certificates: Knows which authorities to trust.
    ///   - providerCodes: What a provider's code is worth; nothing, unless said otherwise.
    public init(certificates: STIRCertificateVerifier, providerCodes: ProviderCodes = .nameNoNumbers) {
        self.certificates = certificates
        self.providerCodes = providerCodes
    }

    /// Decides about one binding: validity, chain, signature, and that the certificate covers every number.
    ///
    /// - Parameter now: The time of verification, seconds since 1970 UTC.
    public func verify(_ unverified: UnverifiedKeyBinding, at now: Int64) async -> KeyBindingVerdict {
        let binding = unverified.claimed
        // All three are bounded, so these sums cannot overflow whatever `now` is.
        guard binding.notBefore - Self.clockTolerance <= now else { return .refused(.notYetValid) }
        guard now < binding.expires else { return .refused(.expired) }
        let signer: STIRCredential
        switch await credential(of: unverified.statement, at: now) {
        case .success(let credential): signer = credential
        case .failure(let failure): return .refused(failure.refusal)
        }
        guard covers(signer.tnAuthorizationList, binding.numbers) else { return .refused(.numbersNotAuthorised) }
        return .valid(VerifiedKeyBinding(unverified, signer: signer))
    }

    /// Decides about one withdrawal.
    ///
    /// - Parameter now: The time of verification, seconds since 1970 UTC.
    public func verify(_ unverified: UnverifiedKeyWithdrawal, at now: Int64) async -> KeyWithdrawalVerdict {
        let issuedAt = unverified.claimed.issuedAt
        guard issuedAt - Self.clockTolerance <= now else { return .refused(.notYetValid) }
        guard now <= issuedAt + KeyBinding.maximumValidity else { return .refused(.expired) }
        switch await credential(of: unverified.statement, at: now) {
        case .success(let signer): return .valid(VerifiedKeyWithdrawal(unverified, signer: signer))
        case .failure(let failure): return .refused(failure.refusal)
        }
    }

    /// A refusal on its way up.
    private struct Refused: Error {
        let refusal: KeyBindingRefusal
    }

    private func credential(of statement: SignedStatement, at now: Int64) async -> Result<STIRCredential, Refused> {
        switch await certificates.verify(statement.chain, at: now) {
        case .refused(let refusal): .failure(Refused(refusal: .certificate(refusal)))
        case .valid(let credential) where statement.isSigned(by: credential.publicKey): .success(credential)
        case .valid: .failure(Refused(refusal: .wrongSignature))
        }
    }

    /// Whether a list covers every number, by naming it or, where that is wanted, by a code.
    private func covers(_ list: TNAuthorizationList, _ numbers: [BoundNumbers]) -> Bool {
        if providerCodes == .vouchForEveryNumber, !list.providers.isEmpty { return true }
        let named = list.entries.filter { if case .provider = $0 { false } else { true } }
        guard let naming = try? TNAuthorizationList(named), let wanted = try? TNAuthorizationList(numbers.map(\.entry))
        else { return false }
        return naming.encompasses(wanted)
    }
}
