import CallPlacement
import Dispatch
import Synchronization

/// Both environments, opened, and the index of what lives. Closed when nobody holds it any more.
final class OpenStorage: Sendable {
    let placements: PlacementDatabases
    let ledger: LedgerDatabases
    let limits: PlacementLimits
    let clock: ServiceClock
    private let live: Mutex<LivePlacements>

    /// Locks and opens both folders.
    ///
    /// - Parameter closed: becomes empty when both have been closed and unlocked again.
    init(
        _ settings: LMDBStorageSettings, clock: ServiceClock, bootIdentity: String,
        generator: any RandomNumberGenerator & Sendable, closed: DispatchGroup
    ) throws(StoreError) {
        let limits = settings.limits
        let ledgerLock = try FolderLock(try StorageFolder(path: settings.ledgerFolder), released: closed)
        let placementsLock = try FolderLock(try StorageFolder(path: settings.placementsFolder), released: closed)
        try BootIdentity.dropOtherRuns(in: placementsLock, than: bootIdentity)

        let now = clock.boot()
        let ledger = try LedgerDatabases(ledgerLock, mapSize: settings.ledgerMapSize)
        let placements = try PlacementDatabases(
            placementsLock, mapSize: settings.placementsMapSize, sealedSize: settings.sealedSize, now: now)
        // As many as the map can ever hold, as long as that is a reasonable amount of address space.
        let capacity = min(settings.placementsMapSize / placements.layout.recordByteCount, 1 << 20)
        let live = LivePlacements(
            try placements.living(now: now, latest: now.advanced(by: limits.lifetime)),
            pendingMaximum: limits.pendingMaximum, capacity: capacity, generator: generator)

        self.ledger = ledger
        self.placements = placements
        self.limits = limits
        self.clock = clock
        self.live = Mutex(live)
    }

    /// Asks the index of what lives now: what has expired leaves it first.
    func withLive<Answer: Sendable>(_ body: (inout LivePlacements) -> Answer) -> Answer {
        live.withLock { live in
            live.expire(upTo: clock.boot())
            return body(&live)
        }
    }
}
