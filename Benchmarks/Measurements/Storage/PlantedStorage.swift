internal import CallPlacement
internal import Foundation
internal import Glibc
internal import LMDBStore
internal import Sealing
internal import Synchronization

/// A real storage with PASSporTs in it: placements in memory-backed storage, the ledger on a disk.
final class PlantedStorage: Sendable {
    static let sealedSize = 2048

    /// The default limits, but for a lifetime that outlasts the measurement, and for rows of one recipient.
    static let limits = PlacementLimits(
        lifetime: .seconds(3600), uses: Planter.usesPerToken, usesPerIndex: Population.rowLength, pendingMaximum: 256)

    /// How many stores of those that are timed are under way at a time.
    static let concurrency = 64

    let storage: LMDBStorage
    let placementsFolder: URL
    /// How many live at the start of each turn.
    let count: Int
    private let ledgerFolder: URL
    private let planter: Planter
    private let ahead: AdjustableClock
    /// The next numbers that nothing has been placed with.
    private let next = Mutex((number: 0, token: 0))

    /// Opens an empty storage in new folders, to be planted with so many.
    private init(empty count: Int) async throws {
        let name = "cps-bench-\(UUID().uuidString)"
        placementsFolder = URL(filePath: "/dev/shm/\(name)")
        ledgerFolder = FileManager.default.temporaryDirectory.appending(path: name)
        self.count = count
        ahead = AdjustableClock()
        var settings = LMDBStorageSettings(
            placementsFolder: placementsFolder.path, ledgerFolder: ledgerFolder.path, sealedSize: Self.sealedSize,
            limits: Self.limits)
        settings.placementsMapSize = 4 << 30
        storage = try LMDBStorage(settings, clock: ahead.clock)
        let epoch = try await storage.open(publicKey: [], start: ServiceClock.system.wallSeconds()).id
        planter = Planter(storage: storage, epoch: epoch, sealedSize: Self.sealedSize)
    }

    /// A storage in new folders, with so many in it.
    static func planted(_ count: Int) async throws -> PlantedStorage {
        let storage = try await PlantedStorage(empty: count)
        try await storage.plant(until: count)
        return storage
    }

    /// A storage in new folders with so many in it, and what it cost while it grew.
    ///
    /// - Parameter room: So many more have lived in it and expired: what comes next finds their pages, as in a service that
    ///   runs, and as after ``plantAgain()``.
    static func grown(from fewest: Int, to count: Int, room: Int) async throws -> (PlantedStorage, Growth) {
        let storage = try await PlantedStorage(empty: count)
        var growth = Growth()
        do {
            storage.next.withLock { $0.number = count }
            try await storage.plant(until: count + room)
            storage.next.withLock { $0.number = 0 }
            storage.ahead.advance(by: limits.lifetime / 2)
            try await growth.plant(in: storage, from: fewest, to: count)
            storage.ahead.advance(by: limits.lifetime / 2)
            try await storage.storage.sweep()
        } catch {
            try? await storage.remove()
            throw error
        }
        return (storage, growth)
    }

    /// Lets everything expire, and plants as many again.
    func plantAgain() async throws {
        ahead.advance(by: Self.limits.lifetime + .seconds(1))
        try await storage.sweep()
        next.withLock { $0.number = 0 }
        try await plant(until: count)
    }

    /// Plants until number `end` is the next.
    func plant(until end: Int) async throws {
        let first = next.withLock { next in
            defer { next = (max(next.number, end), next.token + max(0, end - next.number)) }
            return next
        }
        guard first.number < end else { return }
        try await planter.plant(first.number..<end, firstToken: first.token)
    }

    /// How long so many stores take, each with a token of its own, so many of them at a time.
    func storing(_ stores: Int, concurrency: Int) async throws -> Duration {
        let first = next.withLock { next in
            defer { next = (next.number + stores, next.token + stores) }
            return next
        }
        let requests = try planter.requests(first.number..<first.number + stores, firstToken: first.token)
        let start = ContinuousClock.now
        try await planter.place(requests, concurrency: concurrency)
        return ContinuousClock.now - start
    }

    /// What is in the ledger, and how long it takes to look it over, as at each start.
    func lookingOverLedger() throws -> (report: LedgerReport, time: Duration) {
        let start = ContinuousClock.now
        let report = try LedgerCopy.check(ledgerFolder.path)
        return (report, ContinuousClock.now - start)
    }

    /// Bytes of pages that all files of the placements folder have in memory.
    func fileBytes() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: placementsFolder.path).reduce(0) { sum, name in
            var status = stat()
            guard unsafe stat(placementsFolder.appending(path: name).path, &status) == 0 else {
                throw StorageFailure.noFigure("the size of \(name)")
            }
            // The system counts in blocks of 512 bytes, whatever the size of a page.
            return sum + Int(status.st_blocks) * 512
        }
    }

    /// Closes the storage, and removes its folders.
    func remove() async throws {
        defer { for folder in [placementsFolder, ledgerFolder] { try? FileManager.default.removeItem(at: folder) } }
        try await storage.close()
    }
}

/// The machine's clock, some way ahead.
final class AdjustableClock: Sendable {
    private let ahead = Mutex<UInt64>(0)

    /// Goes further ahead.
    func advance(by duration: Duration) {
        ahead.withLock { $0 += duration.wholeNanoseconds }
    }

    /// This clock as the service takes it.
    var clock: ServiceClock {
        ServiceClock(
            boot: {
                BootInstant(nanoseconds: ServiceClock.system.boot().nanoseconds + self.ahead.withLock { $0 })
            },
            wallSeconds: ServiceClock.system.wallSeconds)
    }
}
