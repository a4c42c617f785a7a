internal import BlindTokens
internal import CoreMetrics
internal import Sealing

/// Takes stores from anyone who holds a token (RFC 8816 sections 6.1 and 7.5).
public struct StoreService: Sendable {
    private let store: any PlacementStore
    private let keyring: EpochKeyring
    private let handles: HandleSealer
    private let challengeDigest: [UInt8]
    private let size: SealedSize
    private let counters: StoreCounters

    init(
        store: any PlacementStore, keyring: EpochKeyring, handles: HandleSealer, challengeDigest: [UInt8],
        size: SealedSize, counters: StoreCounters
    ) {
        self.store = store
        self.keyring = keyring
        self.handles = handles
        self.challengeDigest = challengeDigest
        self.size = size
        self.counters = counters
    }

    /// Verifies, counts, places, and forgets token and signature.
    public func store(_ submission: StoreSubmission) async throws(ServiceFailure) -> StoreResult {
        let result: StoreResult =
            switch try verified(submission) {
            case .success(let request): try await place(request)
            case .failure(let refusal): .refused(refusal)
            }
        if case .refused(let refusal) = result { counters.count(refusal) }
        return result
    }

    /// Everything that a submission must prove before it is counted and placed; nothing is written.
    ///
    /// What is cheap to refuse is refused first; the token's RSA signature stands before K_temp's, which costs
    /// some three times as much, so that a stranger without a token costs little.
    package func verified(
        _ submission: StoreSubmission
    ) throws(ServiceFailure) -> Result<PlacementRequest, StoreRefusal> {
        guard submission.body.count == RecipientPublicKey.byteCount + size.byteCount else {
            return .failure(.wrongSize)
        }
        let key = Array(submission.body.prefix(RecipientPublicKey.byteCount))
        guard let recipient = try? RecipientPublicKey(bytes: key) else { return .failure(.refusedKey) }
        guard PlacementIndex(of: recipient) == submission.index else { return .failure(.indexMismatch) }
        guard let use = try verifiedUse(of: submission.token) else { return .failure(.tokenRefused) }
        guard use.kTemp.isValidSignature(submission.signature, for: submission.signedBytes) else {
            return .failure(.signatureRefused)
        }
        return .success(
            PlacementRequest(
                recipient: recipient, index: submission.index,
                sealed: Array(submission.body.dropFirst(RecipientPublicKey.byteCount)),
                digest: submission.digest, use: use))
    }

    private func place(_ request: PlacementRequest) async throws(ServiceFailure) -> StoreResult {
        let outcome: PlacementOutcome
        do {
            outcome = try await store.place(request)
        } catch {
            throw .store(error)
        }
        switch outcome {
        case .placed: counters.uses.increment()
        case .repeated: counters.repeated.increment()
        case .tokenUsedUp, .tokenUsedUpForIndex: break
        }
        switch outcome {
        case .placed(let reference), .repeated(let reference):
            do {
                let prefix = try IndexPrefix(hex: request.index.hex)
                return .accepted(handle: try handles.location(of: reference, under: prefix))
            } catch {
                throw .sealing(error)
            }
        case .tokenUsedUp: return .refused(.tokenUsedUp)
        case .tokenUsedUpForIndex: return .refused(.tokenUsedUpForIndex)
        }
    }

    /// The use of a token, where the token is one of ours.
    ///
    /// A token with a counter was verified before: its RSA signature is not checked again. That K_temp is
    /// a point of the curve shows when its signature is checked.
    private func verifiedUse(of token: Token) throws(ServiceFailure) -> TokenUse? {
        guard token.challengeDigest == challengeDigest, let epoch = keyring.acceptedEpoch(of: token.tokenKeyID) else {
            return nil
        }
        let claimed = TokenUse(kTemp: KTemp(unchecked: token.nonce), epoch: epoch.record.id)
        guard try !hasCounter(for: claimed) else {
            return TokenUse(kTemp: VerifiedToken(knownFromCounter: token).kTemp, epoch: epoch.record.id)
        }
        switch TokenVerifier.verify(token, by: epoch.publicKey, challengeDigest: challengeDigest) {
        case .success(let verified): return TokenUse(kTemp: verified.kTemp, epoch: epoch.record.id)
        case .failure: return nil
        }
    }

    private func hasCounter(for use: TokenUse) throws(ServiceFailure) -> Bool {
        do {
            return try store.hasCounter(for: use)
        } catch {
            throw .store(error)
        }
    }
}
