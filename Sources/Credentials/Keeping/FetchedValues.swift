/// What was fetched, by its address: kept within limits, and fetched once however many ask for it at the same time.
actor FetchedValues<Value: Sendable> {
    /// What a fetch brought.
    struct Fetched: Sendable {
        let value: Value
        /// Its size, as it was fetched.
        let bytes: Int
        /// The first second, since 1970 UTC, at which it is of no use any more by what it says itself.
        let end: Int64
    }

    /// Fetches the value for a key.
    typealias Fetch = @Sendable (String) async -> Result<Fetched, FetchFailure>

    private let limits: KeepingLimits
    private let clock: @Sendable () -> Int64
    private let fetch: Fetch
    private var good: BoundedEntries<Value>
    private var bad: BoundedEntries<FetchFailure>
    private var underWay: [String: Task<Result<Value, FetchFailure>, Never>] = [:]

    init(limits: KeepingLimits, clock: @escaping @Sendable () -> Int64, fetch: @escaping Fetch) {
        self.limits = limits
        self.clock = clock
        self.fetch = fetch
        // Failures have room of their own: any number of them pushes out nothing that is good.
        good = BoundedEntries(entries: limits.entries, bytes: limits.bytes)
        bad = BoundedEntries(entries: limits.entries, bytes: limits.bytes)
    }

    /// The value, kept or fetched now. One that is kept is given without waiting, even while it is fetched anew.
    func value(for key: String, mayFetch: Bool = true) async -> Result<Value, FetchFailure> {
        let now = clock()
        if let entry = good.use(key, at: now) {
            // A held entry is refreshed by those who hold it, at times that have nothing to do with calls.
            if mayFetch, !entry.isHeld, now >= entry.refreshFrom, underWay[key] == nil {
                begin(key, isHeld: false)
            }
            return .success(entry.value)
        }
        if let failure = bad.use(key, at: now) { return .failure(failure.value) }
        if let task = underWay[key] { return await task.value }
        guard mayFetch else { return .failure(.notFetchedAhead) }
        return await begin(key, isHeld: false).value
    }

    /// Fetches ahead of need and holds on to what comes, unless an entry that is held is not yet due.
    func hold(_ key: String) async -> Result<Value, FetchFailure> {
        let now = clock()
        if let entry = good.use(key, at: now), entry.isHeld, now < entry.refreshFrom { return .success(entry.value) }
        if let task = underWay[key] { _ = await task.value }
        return await begin(key, isHeld: true).value
    }

    /// How many values are kept, how many failures, and the bytes of the values.
    var kept: (values: Int, failures: Int, bytes: Int) { (good.entries.count, bad.entries.count, good.bytes) }

    @discardableResult
    private func begin(_ key: String, isHeld: Bool) -> Task<Result<Value, FetchFailure>, Never> {
        let fetch = fetch
        let task = Task { () -> Result<Value, FetchFailure> in
            let result = await fetch(key)
            self.end(key, with: result, isHeld: isHeld)
            return result.map(\.value)
        }
        underWay[key] = task
        return task
    }

    private func end(_ key: String, with result: Result<Fetched, FetchFailure>, isHeld: Bool) {
        underWay[key] = nil
        let now = clock()
        switch result {
        case .success(let fetched):
            bad.remove(key)
            // Even what is of no use any more is kept for a moment: the server would give the same again.
            let end = max(min(now + limits.timeToLive, fetched.end), now + limits.failureTime)
            good.put(
                .init(
                    value: fetched.value, bytes: fetched.bytes, validity: now..<end,
                    refreshFrom: now + (end - now) * 3 / 4, isHeld: isHeld), for: key)
        case .failure(let failure):
            // An entry that is still good outlives the failure.
            good.postpone(key, to: now + limits.failureTime)
            bad.put(
                .init(
                    value: failure, bytes: key.utf8.count, validity: now..<(now + limits.failureTime),
                    refreshFrom: .max, isHeld: false), for: key)
        }
    }
}
