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
    /// Nothing, until what lives has been taken up.
    private let live: Mutex<LivePlacements>
    private let latest: BootInstant
    private let capacity: Int
    let isTakenUp = Atomic(false)
    private let takingUp = DispatchGroup()
    private let failure = Mutex<StoreError?>(nil)

    /// Locks and opens both folders. What lives is there once ``takeUp()`` has been called.
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
        try PlacementsInspection.requireWhole(in: placementsLock.folder)

        let now = clock.boot()
        let ledger = try LedgerDatabases(ledgerLock, mapSize: settings.ledgerMapSize)
        var replacedFormat: UInt32?
        let placements = try Self.placements(
            placementsLock, settings, now: now, wallSeconds: clock.wallSeconds(), closed: closed,
            replacing: &replacedFormat)
        let latest = now.advanced(by: limits.lifetime)
        try Self.shorten(placements, to: latest)
        self.latest = latest
        // As many as the map can ever hold, as long as that is a reasonable amount of address space.
        self.capacity = min(settings.placementsMapSize / placements.layout.recordByteCount, 1 << 20)
        self.live = Mutex(
            LivePlacements([], pendingMaximum: limits.pendingMaximum, capacity: 0, generator: generator))
        self.ledger = ledger
        self.placements = placements
        self.replacedFormat = replacedFormat
        self.limits = limits
        self.clock = clock
        takingUp.enter()
    }

    /// Takes up what lives, once; everything that asks for it waits until then.
    ///
    /// Nothing is written meanwhile: who writes asks first for what lives.
    func takeUp() {
        defer { takingUp.leave() }
        do throws(StoreError) {
            let living = try placements.living(now: clock.boot(), latest: latest)
            let generator = live.withLock { $0.generator }
            let taken = LivePlacements(
                living, pendingMaximum: limits.pendingMaximum, capacity: capacity, generator: generator)
            live.withLock { $0 = taken }
            isTakenUp.store(true, ordering: .releasing)
        } catch {
            failure.withLock { $0 = error }
        }
    }

    /// Waits until what lives has been taken up.
    ///
    /// - Throws: ``StoreError`` where it could not be.
    func waitUntilTakenUp() throws(StoreError) {
        if isTakenUp.load(ordering: .acquiring) { return }
        takingUp.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
    }

    /// As ``waitUntilTakenUp()``, without holding up a thread.
    func untilTakenUp() async throws(StoreError) {
        await withCheckedContinuation { done in
            takingUp.notify(queue: .global()) { done.resume() }
        }
        try waitUntilTakenUp()
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

    /// Overwrites the keys of what has ended: from then on it cannot be read, wherever it is.
    func destroyExpired() {
        placements.keys.shred(upTo: clock.boot())
    }

    /// Asks the index of what lives now: what has expired leaves it first. Waits until it has been taken up.
    ///
    /// - Throws: ``StoreError`` where it could not be taken up.
    func withLive<Answer: Sendable>(_ body: (inout LivePlacements) -> Answer) throws(StoreError) -> Answer {
        try waitUntilTakenUp()
        return live.withLock { live in
            live.expire(upTo: clock.boot())
            return body(&live)
        }
    }
}
