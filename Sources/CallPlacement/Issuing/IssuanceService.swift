public import BlindTokens
internal import CoreMetrics

/// Issues tokens to credentials, within their quota (RFC 9578 section 6).
public struct IssuanceService: Sendable {
    /// What became of a token request.
    public enum Outcome: Hashable, Sendable {
        /// The token response, 256 bytes.
        case issued([UInt8])
        /// Not a token request of type 0x0002, or its blinded message is out of range.
        case malformed
        /// Made for another key than the current one.
        case otherKey
        /// The credential's quota of this epoch is used up.
        case quotaUsedUp
    }

    private let keyring: EpochKeyring
    private let ledger: any Ledger
    private let challenge: TokenChallenge
    private let requestURI: String
    private let quota: Current<Int>
    private let counters: IssuanceCounters

    init(
        keyring: EpochKeyring, ledger: any Ledger, challenge: TokenChallenge, requestURI: String, quota: Current<Int>,
        counters: IssuanceCounters
    ) {
        self.keyring = keyring
        self.ledger = ledger
        self.challenge = challenge
        self.requestURI = requestURI
        self.quota = quota
        self.counters = counters
    }

    /// The issuer directory of the current epoch.
    public var directory: IssuerDirectory {
        let epoch = keyring.current.epoch
        return IssuerDirectory(
            requestURI: requestURI,
            entries: [IssuerDirectory.Entry(tokenKey: epoch.publicKey, notBefore: UInt64(max(0, epoch.record.start)))])
    }

    /// The value of `WWW-Authenticate` (RFC 9577 section 2.1).
    public var authenticationChallenge: String {
        PrivateTokenAuthorization.challenge(challenge, tokenKey: keyring.current.epoch.publicKey)
    }

    /// The epoch that tokens are issued in now, and how many epochs there are whose tokens are taken.
    package var epochs: (current: EpochRecord, accepted: Int) {
        (keyring.current.epoch.record, keyring.acceptedCount)
    }

    /// Counts a key binding or withdrawal of a credential in the current epoch, on disk, up to a quota of its own.
    func count(_ credential: CredentialID, quota: Int) async throws(ServiceFailure) -> Bool {
        do {
            let epoch = keyring.current.epoch.record.id
            let isCounted = try await ledger.countIssuance(to: credential, in: epoch, quota: quota)
            if !isCounted { counters.refusedBindings.increment() }
            return isCounted
        } catch {
            throw .store(error)
        }
    }

    /// Counts a token to a credential on disk, and signs it blindly.
    ///
    /// - Parameter request: the body of a token request, 259 bytes.
    public func issue(_ request: [UInt8], to credential: CredentialID) async throws(ServiceFailure) -> Outcome {
        guard let request = try? TokenRequest(bytes: request) else { return .malformed }
        let (epoch, privateKey) = keyring.current
        let issuer = TokenIssuer(key: privateKey)
        guard request.truncatedTokenKeyID == epoch.publicKey.tokenKeyID.truncated else { return .otherKey }
        // Before anything is counted: what cannot be signed costs its sender nothing.
        guard epoch.publicKey.isInRange(request.blindedMessage) else { return .malformed }
        let counted: Bool
        do {
            counted = try await ledger.countIssuance(to: credential, in: epoch.record.id, quota: quota.value)
        } catch {
            throw .store(error)
        }
        guard counted else {
            counters.refusedTokens.increment()
            return .quotaUsedUp
        }
        guard let response = try? issuer.issue(request) else { return .malformed }
        counters.issued.increment()
        return .issued(response)
    }
}
