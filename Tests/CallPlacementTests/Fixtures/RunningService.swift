import BlindTokens
import Logging
import Sealing
import StoreConformance

@testable import CallPlacement

/// A service on the in-memory store, with a clock that stands still and answers that do not wait.
struct RunningService {
    static let sealedSize = 512

    let clock = ManualClock()
    let folder: TemporaryFolder
    let policy: ServicePolicy
    /// What the service stands on; without failures at first.
    let storage: FailingStorage
    let service: CallPlacementService

    /// Starts a service whose current epoch has the key ``TokenKeys/current``.
    init(uses: Int = 8, usesPerIndex: Int = 2, quota: Int = 100) async throws {
        folder = try TemporaryFolder()
        policy = ServicePolicy(
            name: "cps.example.com", sealedSize: try SealedSize(byteCount: Self.sealedSize),
            limits: PlacementLimits(
                lifetime: .seconds(60), uses: uses, usesPerIndex: usesPerIndex, pendingMaximum: 256),
            releaseQuantum: .zero, epochs: EpochPolicy(length: 86_400, grace: 3600), issuanceQuota: quota)
        storage = FailingStorage(InMemoryStorage(limits: policy.limits, clock: clock.serviceClock))
        try EpochKeyFolder(path: folder.path).write(TokenKeys.current)
        _ = try await storage.open(
            publicKey: TokenKeys.current.publicKey.spki, start: clock.serviceClock.wallSeconds())
        service = try await CallPlacementService.start(
            policy: policy, schedule: .calibrated(for: policy), store: storage, ledger: storage,
            handleKey: [UInt8](repeating: 7, count: 32),
            keyFolder: folder.path, tokenRequestURI: "https://issuer.example.com/token-request",
            clock: clock.serviceClock, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    /// A request for a token, for the key in the service's directory.
    func pendingToken() throws -> PendingToken {
        guard let entry = service.issuance.directory.entries.first else { throw Missing(what: "a token key") }
        return try PendingToken(key: .generate(), challenge: policy.tokenChallenge, tokenKey: entry.tokenKey)
    }

    /// A token that the service issued.
    func token(to credential: CredentialID = SampleRequests.credential(1)) async throws -> HeldToken {
        let pending = try pendingToken()
        guard case .issued(let response) = try await service.issuance.issue(pending.request.bytes, to: credential)
        else { throw Missing(what: "a token response") }
        return try pending.finish(response: response)
    }

    /// Everything that lives under a prefix, in an answer that is not held back.
    func batch(under prefix: IndexPrefix, entries: Int = 16) async throws -> [UInt8] {
        try await service.retrieval.batch(under: prefix, entries: entries, arrival: .now)
    }

    /// What a key finds in a batch.
    func open(_ batch: [UInt8], with key: RecipientPrivateKey, entries: Int = 16) throws -> [BatchOpener.Opened] {
        try BatchOpener(key: key, size: policy.sealedSize).open(batch, entries: entries)
    }

    /// Says what a test could not go on without.
    struct Missing: Error {
        let what: String
    }
}
