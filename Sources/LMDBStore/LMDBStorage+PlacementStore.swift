public import CallPlacement
public import Sealing

extension LMDBStorage: PlacementStore {
    public func place(_ request: PlacementRequest) async throws(StoreError) -> PlacementOutcome {
        // Checked before it joins a group, where it would spoil the others' commit.
        guard request.sealed.count == sealedSize, request.digest.count == RequestDigest.byteCount else {
            throw .failed("a sealed PASSporT or a digest of the wrong length was to be placed")
        }
        return try await submit { .place(request, $0) }
    }

    public func hasCounter(for use: TokenUse) throws(StoreError) -> Bool {
        try storage().ledger.hasCounter(for: use)
    }

    public func sample(_ prefix: IndexPrefix, atMost count: Int) throws(StoreError) -> [PlacementReference] {
        try storage().withLive { $0.sample(prefix, atMost: count) }
    }

    public func reference(to id: PlacementID) throws(StoreError) -> PlacementReference? {
        try storage().withLive { $0.index.reference(to: id) }
    }

    public func read(_ references: [PlacementReference]) throws(StoreError) -> [PlacedPassport?] {
        let storage = try storage()
        let now = storage.clock.boot()
        return try storage.placements.passports(references.map { $0.expiry > now ? $0.id : nil })
    }

    @discardableResult
    public func sweep() async throws(StoreError) -> Int {
        // At once: the writer may be waiting for a disk, and no key is to outlive its second for that.
        try storage().destroyExpired()
        return try await submit { .sweep($0) }
    }

    public var liveCount: Int {
        (try? storage().withLive { $0.index.count }) ?? 0
    }
}
