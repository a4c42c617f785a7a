import CallPlacement
import Dispatch
import Synchronization

/// Both environments, opened, and the index of what lives. Closed when nobody holds it any more.
final class OpenStorage: Sendable {
    let placements: PlacementDatabases
    let ledger: LedgerDatabases
    let limits: PlacementLimits
    let clock: ServiceClock
    /// The format of an earlier version whose folder of placements has been replaced.
    let replacedFormat: UInt32?
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
        var replacedFormat: UInt32?
        let placements = try Self.placements(
            placementsLock, settings, now: now, wallSeconds: clock.wallSeconds(), closed: closed,
            replacing: &replacedFormat)
        let latest = now.advanced(by: limits.lifetime)
        try Self.shorten(placements, to: latest)
        // As many as the map can ever hold, as long as that is a reasonable amount of address space.
        let capacity = min(settings.placementsMapSize / placements.layout.recordByteCount, 1 << 20)
        let live = LivePlacements(
            try placements.living(now: now, latest: latest),
            pendingMaximum: limits.pendingMaximum, capacity: capacity, generator: generator)

        self.ledger = ledger
        self.placements = placements
        self.replacedFormat = replacedFormat
        self.limits = limits
        self.clock = clock
        self.live = Mutex(live)
    }

    /// Opens the placements; what an earlier version has left there is removed first, once it has expired.
    ///
    /// - Parameter replaced: becomes the format that was replaced.
    private static func placements(
        _ lock: consuming FolderLock, _ settings: LMDBStorageSettings, now: BootInstant, wallSeconds: Int64,
        closed: DispatchGroup, replacing replaced: inout UInt32?
    ) throws(StoreError) -> PlacementDatabases {
        let folder = lock.folder
        let (mapSize, sealedSize) = (settings.placementsMapSize, settings.sealedSize)
        do throws(StoreError) {
            return try PlacementDatabases(lock, mapSize: mapSize, sealedSize: sealedSize, now: now)
        } catch {
            guard error.isDamaged else { throw error }
            // The one before went with what could not be opened.
            let lock = try FolderLock(folder, released: closed)
            guard let former = try? FormerPlacements(in: folder) else { throw error }
            let left = former.secondsLeft(lifetime: settings.limits.lifetime, now: wallSeconds)
            guard left == 0 else { throw former.refusal(secondsLeft: left) }
            try former.remove()
            replaced = former.version
            return try PlacementDatabases(lock, mapSize: mapSize, sealedSize: sealedSize, now: now)
        }
    }

    /// Where there is no room to write what lives too long anew, it is given up: its keys go all the same.
    private static func shorten(_ placements: borrowing PlacementDatabases, to latest: BootInstant) throws(StoreError) {
        do throws(StoreError) {
            try placements.shorten(to: latest)
        } catch {
            guard error.isFull else { throw error }
            placements.keys.shred(after: latest)
        }
    }

    /// Asks the index of what lives now: what has expired leaves it first.
    func withLive<Answer: Sendable>(_ body: (inout LivePlacements) -> Answer) -> Answer {
        live.withLock { live in
            live.expire(upTo: clock.boot())
            return body(&live)
        }
    }
}
