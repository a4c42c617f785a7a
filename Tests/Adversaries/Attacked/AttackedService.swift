internal import BlindTokens
package import CallPlacement
internal import Foundation
package import LMDBStore
package import Logging
package import Sealing

/// A whole service in this process, without listeners, on LMDB in folders of its own.
package struct AttackedService: Sendable {
    package let policy: ServicePolicy
    package let storage: LMDBStorage
    /// What is attacked.
    package let service: CallPlacementService
    private let folder: URL?

    /// What it is put together from.
    package let parts: ServiceParts

    /// A change that breaks a service on purpose.
    package typealias Change = @Sendable (inout CallPlacementService, ServiceParts) throws -> Void

    /// Opens folders and starts what is attacked on them.
    ///
    /// - Parameters:
    ///   - folder: an existing folder that stays; without one, a new folder in memory that ``remove()`` removes.
    ///   - clock: what tells the service how late it is.
    ///   - change: what is broken, where something is.
    package static func start(
        policy: ServicePolicy = .attacked, in folder: String? = nil,
        clock: ServiceClock = .system,
        logger: Logger = Logger(label: "attacked", factory: { _ in SwiftLogNoOpLogHandler() }),
        changing change: Change = { _, _ in }
    ) async throws -> AttackedService {
        let own = folder == nil ? URL(filePath: "/dev/shm/cps-attacked-\(UUID().uuidString)") : nil
        let root = own ?? URL(filePath: folder ?? "/")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        return try await start(
            policy: policy, placements: root.appending(path: "placements").path,
            ledger: root.appending(path: "ledger").path, own: own, clock: clock, logger: logger, changing: change)
    }

    /// Opens the two folders, which stay, and starts what is attacked on them.
    package static func start(
        policy: ServicePolicy, placements: String, ledger: String, logger: Logger,
        changing change: Change = { _, _ in }
    ) async throws -> AttackedService {
        try await start(
            policy: policy, placements: placements, ledger: ledger, own: nil, clock: .system, logger: logger,
            changing: change)
    }

    private static func start(
        policy: ServicePolicy, placements: String, ledger: String, own: URL?, clock: ServiceClock, logger: Logger,
        changing change: Change
    ) async throws -> AttackedService {
        let storage = try LMDBStorage(
            LMDBStorageSettings(
                placementsFolder: placements, ledgerFolder: ledger, sealedSize: policy.sealedSize.byteCount,
                limits: policy.limits),
            clock: clock)
        var service = try await CallPlacementService.start(
            policy: policy, schedule: .calibrated(for: policy), store: storage, ledger: storage,
            handleKey: storage.handleKey, keyFolder: ledger,
            tokenRequestURI: "/token-request", clock: clock, logger: logger)
        let parts = ServiceParts(
            policy: policy, store: storage, handleKey: storage.handleKey, schedule: service.schedule,
            decoys: try Decoys(count: policy.limits.pendingMaximum, size: policy.sealedSize), clock: clock)
        try change(&service, parts)
        return AttackedService(policy: policy, storage: storage, service: service, folder: own, parts: parts)
    }

    /// Places a PASSporT as if a good token had been shown for it.
    package func place(_ sealed: [UInt8], for recipient: RecipientPublicKey) async throws {
        let request = PlacementRequest(
            recipient: recipient, index: PlacementIndex(of: recipient), sealed: sealed,
            digest: (0..<32).map { _ in UInt8.random(in: .min ... .max) },
            use: TokenUse(
                kTemp: try KTempPrivateKey.generate().publicKey, epoch: service.currentEpoch.id))
        guard case .placed = try await storage.place(request) else { throw NotPlaced() }
    }

    /// A batch as whoever asks gets it.
    package func batch(under prefix: IndexPrefix, entries: Int) async throws -> [UInt8] {
        try await service.retrieval.batch(under: prefix, entries: entries, arrival: .now)
    }

    /// Closes the storage, and removes the folder where it is the service's own.
    package func remove() async throws {
        try await storage.close()
        if let folder { try FileManager.default.removeItem(at: folder) }
    }

    /// A store did not take what it was given.
    package struct NotPlaced: Error {}
}

/// What a service is put together from, for whoever breaks it.
package struct ServiceParts: Sendable {
    package let policy: ServicePolicy
    package let store: any PlacementStore
    package let handleKey: [UInt8]
    package let schedule: ReleaseSchedule
    package let decoys: Decoys
    package var clock = ServiceClock.system
}

extension ServicePolicy {
    /// The defaults of the service, but answers leave when they are ready: for attacks that do not look at time.
    package static var attacked: ServicePolicy {
        ServicePolicy(
            name: "cps.example.com", sealedSize: .standard,
            limits: PlacementLimits(lifetime: .seconds(60), uses: 8, usesPerIndex: 2, pendingMaximum: 256),
            releaseQuantum: .zero, epochs: EpochPolicy(length: 86_400, grace: 3600),
            issuanceQuota: 100_000)
    }
}
