internal import BlindTokens
internal import Crypto
internal import Sealing

/// Takes stores from anyone who holds a token (RFC 8816 sections 6.1 and 7.5).
public struct StoreService: Sendable {
    private let store: any PlacementStore
    private let keyring: EpochKeyring
    private let handles: HandleSealer
    private let challengeDigest: [UInt8]
    private let size: SealedSize

    init(
        store: any PlacementStore, keyring: EpochKeyring, handles: HandleSealer, challengeDigest: [UInt8],
        size: SealedSize
    ) {
        self.store = store
        self.keyring = keyring
        self.handles = handles
        self.challengeDigest = challengeDigest
        self.size = size
    }

    /// Verifies, counts, places, and forgets token and signature.
    ///
    /// What is cheap to refuse is refused first; the token's RSA signature (some 16 µs) stands before
    /// K_temp's (some 57 µs), so that a stranger without a token costs little.
    public func store(_ submission: StoreSubmission) async throws(ServiceFailure) -> StoreResult {
        guard submission.body.count == RecipientPublicKey.byteCount + size.byteCount else {
            return .refused(.wrongSize)
        }
        guard let recipient = try? RecipientPublicKey(bytes: submission.body.prefix(RecipientPublicKey.byteCount))
        else {
            return .refused(.refusedKey)
        }
        guard PlacementIndex(of: recipient) == submission.index else { return .refused(.indexMismatch) }
        guard let use = try verifiedUse(of: submission.token) else { return .refused(.tokenRefused) }
        guard use.kTemp.isValidSignature(submission.signature, for: submission.signedBytes) else {
            return .refused(.signatureRefused)
        }
        let request = PlacementRequest(
            recipient: recipient, index: submission.index,
            sealed: Array(submission.body.dropFirst(RecipientPublicKey.byteCount)),
            digest: Array(SHA256.hash(data: submission.body)), use: use)
        return try await place(request)
    }

    private func place(_ request: PlacementRequest) async throws(ServiceFailure) -> StoreResult {
        let outcome: PlacementOutcome
        do {
            outcome = try await store.place(request)
        } catch {
            throw .store(error)
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
