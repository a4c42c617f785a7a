import CallPlacement

/// Performs the jobs that are committed alone, so that making room is never held up by those who want it.
struct Maintenance {
    let storage: OpenStorage

    /// Performs a job for which ``WriteJob/isCounting`` does not hold, and answers it.
    func perform(_ job: WriteJob) {
        switch job {
        case .openEpoch(let publicKey, let start, let reply):
            reply.resume(returning: Self.result { () throws(StoreError) in try open(publicKey, start) })
        case .retire(let epoch, let reply):
            reply.resume(returning: Self.result { () throws(StoreError) in try retire(epoch) })
        case .sweep(let reply):
            reply.resume(returning: Self.result { () throws(StoreError) in try sweep() })
        case .keepKeyBinding(let record, let reply):
            reply.resume(returning: Self.result { () throws(StoreError) in try keep(record) })
        case .forgetKeyBindings(let now, let reply):
            reply.resume(returning: Self.result { () throws(StoreError) in try forgetKeyBindings(endedBy: now) })
        case .flush(let reply):
            reply.resume(returning: Self.result { () throws(StoreError) in try flush() })
        case .place, .countIssuance:
            // `WriteQueue` hands over a counting job in a group, and never alone, whatever a client sends.
            preconditionFailure("a job of a group is to be committed alone")
        }
    }

    private func open(_ publicKey: [UInt8], _ start: Int64) throws(StoreError) -> EpochRecord {
        let transaction = try WriteTransaction(storage.ledger.environment)
        let record = try storage.ledger.add(publicKey: publicKey, start: start, in: transaction)
        try storage.ledger.environment.requireInPlace("the ledger")
        try transaction.commit()
        return record
    }

    private func retire(_ epoch: EpochID) throws(StoreError) {
        let transaction = try WriteTransaction(storage.ledger.environment)
        try storage.ledger.remove(epoch, in: transaction)
        try transaction.commit()
    }

    private func keep(_ record: KeyBindingRecord) throws(StoreError) -> KeyBindingKeeping {
        let transaction = try WriteTransaction(storage.ledger.environment)
        let keeping = try storage.ledger.keep(record, in: transaction)
        guard keeping == .kept else { return keeping }
        try storage.ledger.environment.requireInPlace("the ledger")
        try transaction.commit()
        return keeping
    }

    private func forgetKeyBindings(endedBy now: Int64) throws(StoreError) -> Int {
        let transaction = try WriteTransaction(storage.ledger.environment)
        let count = try storage.ledger.forgetKeyBindings(endedBy: now, in: transaction)
        if count > 0 { try transaction.commit() }
        return count
    }

    /// Removes what the index of live placements no longer knows, a few at a time, so that the pages that one
    /// transaction copies and sets free stay few. Where the map has too few free pages for that, fewer at a time.
    ///
    /// First of all the keys of what has ended are overwritten: from then on it cannot be read, wherever it is.
    private func sweep() throws(StoreError) -> Int {
        storage.destroyExpired()
        // Whoever looked at the ledger from outside and was killed would keep its pages from being used again. It does
        // not matter to the sweep, and where it fails it is tried again.
        try? storage.ledger.environment.forgetDeadReaders()
        let oldest = try storage.withLive { $0.index.oldest }
        var removed = 0
        var limit = Self.sweepSize
        while true {
            do throws(StoreError) {
                let count = try remove(atMost: limit, below: oldest)
                removed += count
                if count < limit { return removed }
                limit = min(limit * 2, Self.sweepSize)
            } catch {
                guard error.isFull, limit > 1 else { throw error }
                limit = max(1, limit / 4)
                // The pages that the last commit set free can be used once there has been another.
                if limit == 1 { try commitNothing() }
            }
        }
    }

    private func remove(atMost limit: Int, below oldest: PlacementID?) throws(StoreError) -> Int {
        let transaction = try WriteTransaction(storage.placements.environment)
        let next = try storage.placements.nextID(in: transaction)
        let count = try storage.placements.removeOldest(atMost: limit, below: oldest ?? next, in: transaction)
        try transaction.commit()
        return count
    }

    /// Commits a transaction that changes a page or two and nothing that they say.
    private func commitNothing() throws(StoreError) {
        let transaction = try WriteTransaction(storage.placements.environment)
        try storage.placements.setNextID(storage.placements.nextID(in: transaction), in: transaction)
        try transaction.commit()
    }

    /// Writes everything to disk, after what has ended has been destroyed: who looks after the service was stopped
    /// finds no more than what lived then.
    private func flush() throws(StoreError) {
        let swept = Self.result { () throws(StoreError) in try sweep() }
        try storage.ledger.environment.sync()
        try storage.placements.environment.sync()
        _ = try swept.get()
    }

    private static func result<Answer>(
        _ work: () throws(StoreError) -> Answer
    ) -> Result<Answer, StoreError> {
        do throws(StoreError) { return .success(try work()) } catch { return .failure(error) }
    }

    /// How many placements are removed in one transaction. The list of pages that it sets free fits in one page.
    private static let sweepSize = 256
}
