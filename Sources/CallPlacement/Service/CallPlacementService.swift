internal import BlindTokens
public import CoreMetrics
internal import Foundation
public import Logging
internal import Sealing
public import ServiceLifecycle

/// The service, put together: what answers requests, and what must run beside it.
public struct CallPlacementService: Sendable {
    /// Takes stores.
    public let storing: StoreService
    /// Answers retrievals.
    package(set) public var retrieval: any Retrieving
    /// Issues tokens.
    package(set) public var issuance: IssuanceService
    /// Tokens that a credential may have in an epoch.
    public let issuanceQuota: Current<Int>
    /// What must run for as long as the service does: the sweep, the rotation of epochs, and the look at the clock.
    package(set) public var services: [any Service]
    /// The number of the epoch that tokens are issued in at start, and its beginning in seconds since 1970.
    public let currentEpoch: EpochRecord
    /// When answers leave.
    public let schedule: ReleaseSchedule
    /// How far the sweep has come.
    package let sweeping: SweepProgress

    /// Starts from what the store, the ledger and the key folder hold.
    ///
    /// - Parameters:
    ///   - schedule: when answers leave: ``ReleaseSchedule/calibrated(for:)``, from before the store is opened.
    ///   - handleKey: 32 secret bytes that live as long as the placements.
    ///   - tokenRequestURI: the `issuer-request-uri` of the issuer directory (RFC 9578 section 4).
    ///   - keyFolder: where the private keys of epochs are kept, next to the ledger.
    ///   - metrics: what counts.
    /// - Throws: ``EpochError``, `SealingError`, `TokenError`.
    public static func start(
        policy: ServicePolicy, schedule: ReleaseSchedule, store: any PlacementStore, ledger: any Ledger,
        handleKey: [UInt8], keyFolder: String,
        tokenRequestURI: String, clock: ServiceClock, logger: Logger,
        metrics: any MetricsFactory = MetricsSystem.factory
    ) async throws -> CallPlacementService {
        let challenge = try policy.tokenChallenge
        let keyring = try await EpochKeyring.open(
            ledger: ledger, folder: EpochKeyFolder(path: keyFolder), policy: policy.epochs, clock: clock)
        let handles = HandleSealer(key: handleKey)
        let quota = Current(policy.issuanceQuota)
        let processors = ProcessInfo.processInfo.activeProcessorCount
        let sweeping = SweepProgress(clock: clock)
        return CallPlacementService(
            storing: StoreService(
                store: store, keyring: keyring, handles: handles, challengeDigest: challenge.digest,
                size: policy.sealedSize, counters: StoreCounters(metrics)),
            retrieval: RetrievalService(
                store: store, sealer: BatchSealer(size: policy.sealedSize),
                decoys: try Decoys(count: policy.limits.pendingMaximum, size: policy.sealedSize), handles: handles,
                schedule: schedule,
                pacer: RetrievalPacer(processors: processors), workers: RetrievalWorkers(count: processors),
                clock: clock, lifetime: policy.limits.lifetime, logger: logger, counters: RetrievalCounters(metrics)),
            issuance: IssuanceService(
                keyring: keyring, ledger: ledger, challenge: challenge, requestURI: tokenRequestURI,
                quota: quota, counters: IssuanceCounters(metrics)),
            issuanceQuota: quota,
            services: [
                SweepService(store: store, progress: sweeping, logger: logger),
                EpochRotationService(keyring: keyring, logger: logger),
                ClockWatchService(clock: clock, logger: logger),
            ],
            currentEpoch: keyring.current.epoch.record,
            schedule: schedule, sweeping: sweeping)
    }
}
