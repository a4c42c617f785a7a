public import CallPlacement
import Dispatch
import Synchronization

/// The placements and the ledger on LMDB: one owner for both, since a place is one atomic step across the two, with
/// one writer, and one way to close them.
///
/// > Important: Placements are written for a memory-backed folder. On a disk they would leave traces of calls in free
/// > pages, and a loss of power drops them all. Ask ``MemoryBacking`` first.
///
/// One process at a time: a second one that opens either folder is refused.
public final class LMDBStorage: Sendable {
    /// How many epochs there may be that are not retired.
    public static let epochLimit = LedgerDatabases.slotCount

    /// 32 random bytes, made once for a folder of placements and gone with it: a key to seal handles under, which
    /// must live as long as the placements that they name.
    public let handleKey: [UInt8]

    /// The number of the format of an earlier version of this program, where it had left a folder of placements that
    /// nothing could live in any more, and that was begun anew. An operator should be told.
    public let replacedFormat: UInt32?

    /// Bytes of a sealed PASSporT.
    let sealedSize: Int

    private let opened: Mutex<OpenStorage?>
    private let queue: WriteQueue
    private let metrics: StorageMetrics
    private let closed: DispatchGroup

    /// Opens both folders, or begins them anew. Takes up what lives in one pass over the placements.
    ///
    /// Placements of an earlier run of the machine are dropped, since the clock that says when they end is gone.
    ///
    /// - Throws: ``StoreError`` when a folder is missing its parent, belongs to another user, is in use by another
    ///   process, is damaged, or holds live PASSporTs of another size.
    public convenience init(_ settings: LMDBStorageSettings, clock: ServiceClock = .system) throws(StoreError) {
        try self.init(
            settings, clock: clock, bootIdentity: try BootIdentity.current(),
            generator: SystemRandomNumberGenerator())
    }

    /// As ``init(_:clock:)``, for tests.
    ///
    /// - Parameters:
    ///   - bootIdentity: stands for the name of the machine's run.
    ///   - generator: > Warning: whoever can foresee it can foresee which PASSporTs a retrieval finds.
    package convenience init(
        _ settings: LMDBStorageSettings, clock: ServiceClock, bootIdentity: String,
        generator: any RandomNumberGenerator & Sendable
    ) throws(StoreError) {
        try self.init(beginning: settings, clock: clock, bootIdentity: bootIdentity, generator: generator)
        let storage = try storage()
        storage.takeUp()
        try storage.waitUntilTakenUp()
    }

    /// Opens both folders like ``init(_:clock:)``, but comes back before what lives has been taken up: that goes on on
    /// other threads, while the rest of the service is made ready.
    ///
    /// What needs to know what lives waits for it; ask for ``untilTakenUp()`` before anybody is answered.
    public static func beginning(
        _ settings: LMDBStorageSettings, clock: ServiceClock = .system
    ) throws(StoreError) -> LMDBStorage {
        let storage = try LMDBStorage(
            beginning: settings, clock: clock, bootIdentity: try BootIdentity.current(),
            generator: SystemRandomNumberGenerator())
        let opened = try storage.storage()
        DispatchQueue.global().async { opened.takeUp() }
        return storage
    }

    /// Waits until what lives has been taken up.
    ///
    /// - Throws: ``StoreError`` where it could not be: the folder is damaged.
    public func untilTakenUp() async throws(StoreError) {
        try await storage().untilTakenUp()
    }

    private init(
        beginning settings: LMDBStorageSettings, clock: ServiceClock, bootIdentity: String,
        generator: any RandomNumberGenerator & Sendable
    ) throws(StoreError) {
        guard (1...131_072).contains(settings.sealedSize) else {
            throw .failed("the size of a sealed PASSporT must be 1 to 131072 bytes, not \(settings.sealedSize)")
        }
        guard settings.limits.lifetime <= ExpiryKeys.longestLifetime else {
            throw .failed("PASSporTs can be kept for \(ExpiryKeys.longestLifetime) at the longest")
        }
        let closed = DispatchGroup()
        let storage = try OpenStorage(
            settings, clock: clock, bootIdentity: bootIdentity, generator: generator, closed: closed)
        self.handleKey = storage.placements.format.handleKey
        self.replacedFormat = storage.replacedFormat
        self.sealedSize = settings.sealedSize
        self.opened = Mutex(storage)
        let metrics = StorageMetrics(settings.metrics)
        self.metrics = metrics
        self.queue = WriteQueue(groupSize: settings.groupSize, metrics: metrics)
        self.closed = closed
    }

    /// Refuses new calls, finishes those that wait, destroys what has expired, writes everything to disk, and closes and unlocks both folders.
    /// Closing twice does nothing.
    ///
    /// What lives stays in the folder, and so do its keys, for a start within its lifetime. Where none follows, nobody
    /// overwrites them but the next start, or the end of the machine's run, which takes memory-backed storage with it:
    /// who stops for good removes the folder.
    ///
    /// - Throws: ``StoreError`` when the last sync failed; the folders are closed all the same.
    public func close() async throws(StoreError) {
        let flushed = await flushAndForget()
        await withCheckedContinuation { done in
            closed.notify(queue: .global()) { done.resume() }
        }
        try flushed.get()
    }

    /// Holds the storage no longer than this call lasts, so that it can be waited for afterwards.
    private func flushAndForget() async -> Result<Void, StoreError> {
        guard let storage = opened.withLock({ $0.take() }) else { return .success(()) }
        return await withCheckedContinuation { reply in
            queue.submit(.flush(reply), to: storage)
        }
    }

    /// The open storage, held by the caller until it is done with it.
    func storage() throws(StoreError) -> OpenStorage {
        guard let storage = opened.withLock({ $0 }) else { throw .closed }
        return storage
    }

    /// Lets the writer do a job, and waits for its answer.
    func submit<Answer: Sendable>(
        _ job: (WriteJob.Reply<Answer>) -> WriteJob
    ) async throws(StoreError) -> Answer {
        let storage = try storage()
        let answer = await withCheckedContinuation { reply in
            queue.submit(job(reply), to: storage)
        }
        if case .failure(let error) = answer { metrics.count(error) }
        return try answer.get()
    }
}
