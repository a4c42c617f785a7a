import CallPlacement
import Sealing
import StoreConformance
import Synchronization

/// A store and a ledger in memory whose operations fail when they are told to.
final class FailingStorage: PlacementStore, Ledger {
    /// What can fail.
    enum Operation: Hashable, CaseIterable {
        case place, hasCounter, sample, reference, read, sweep, epochs, open, retire, countIssuance
    }

    private let storage: InMemoryStorage
    private let failures = Mutex<[Operation: StoreError]>([:])

    init(_ storage: InMemoryStorage) {
        self.storage = storage
    }

    /// From now on this operation throws; with `nil` it works again.
    func fail(_ operation: Operation, with error: StoreError?) {
        failures.withLock { $0[operation] = error }
    }

    private func check(_ operation: Operation) throws(StoreError) {
        if let error = failures.withLock({ $0[operation] }) { throw error }
    }

    func place(_ request: PlacementRequest) async throws(StoreError) -> PlacementOutcome {
        try check(.place)
        return try await storage.place(request)
    }

    func hasCounter(for use: TokenUse) throws(StoreError) -> Bool {
        try check(.hasCounter)
        return try storage.hasCounter(for: use)
    }

    func sample(_ prefix: IndexPrefix, atMost count: Int) throws(StoreError) -> [PlacementReference] {
        try check(.sample)
        return try storage.sample(prefix, atMost: count)
    }

    func reference(to id: PlacementID) throws(StoreError) -> PlacementReference? {
        try check(.reference)
        return try storage.reference(to: id)
    }

    func read(_ references: [PlacementReference]) throws(StoreError) -> [PlacedPassport?] {
        try check(.read)
        return try storage.read(references)
    }

    @discardableResult
    func sweep() async throws(StoreError) -> Int {
        try check(.sweep)
        return try await storage.sweep()
    }

    var liveCount: Int { storage.liveCount }

    func epochs() throws(StoreError) -> [EpochRecord] {
        try check(.epochs)
        return try storage.epochs()
    }

    func open(publicKey: [UInt8], start: Int64) async throws(StoreError) -> EpochRecord {
        try check(.open)
        return try await storage.open(publicKey: publicKey, start: start)
    }

    func retire(_ epoch: EpochID) async throws(StoreError) {
        try check(.retire)
        try await storage.retire(epoch)
    }

    func countIssuance(
        to credential: CredentialID, in epoch: EpochID, quota: Int
    ) async throws(StoreError) -> Bool {
        try check(.countIssuance)
        return try await storage.countIssuance(to: credential, in: epoch, quota: quota)
    }
}
