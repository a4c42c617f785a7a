internal import Metrics
public import Sealing

/// Answers retrievals: always the same number of bytes, always at the same moment.
public struct RetrievalService: Retrieving {
    private let store: any PlacementStore
    private let sealer: any BatchMaking
    private let handles: HandleSealer
    private let schedule: ReleaseSchedule
    private let pacer: RetrievalPacer
    private let workers: RetrievalWorkers
    private let clock: ServiceClock
    private let lifetime: Duration
    private let late = Counter(label: "cps_retrievals_late_total")

    package init(
        store: any PlacementStore, sealer: any BatchMaking, handles: HandleSealer, schedule: ReleaseSchedule,
        pacer: RetrievalPacer, workers: RetrievalWorkers, clock: ServiceClock, lifetime: Duration
    ) {
        self.store = store
        self.sealer = sealer
        self.handles = handles
        self.schedule = schedule
        self.pacer = pacer
        self.workers = workers
        self.clock = clock
        self.lifetime = lifetime
    }

    public func batch(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [UInt8]? {
        try await released(entries: entries, arrival: arrival) { () throws(ServiceFailure) in
            let sample = try store { () throws(StoreError) in try store.sample(prefix, atMost: entries) }
            return try batch(of: sample, entries: entries)
        }
    }

    public func links(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [String]? {
        try await released(entries: entries, arrival: arrival) { () throws(ServiceFailure) in
            let sample = try store { () throws(StoreError) in try store.sample(prefix, atMost: entries) }
            let dummyExpiry = clock.boot().advanced(by: lifetime)
            var targets: [PlacementReference?] = sample
            targets += Array(repeating: nil, count: entries - sample.count)
            targets.shuffle()
            var links: [String] = []
            for target in targets {
                do throws(SealingError) {
                    links.append(
                        try handles.handle(to: target?.id, until: target?.expiry ?? dummyExpiry, under: prefix))
                } catch {
                    throw ServiceFailure.sealing(error)
                }
            }
            return links
        }
    }

    public func batch(
        following handle: String, under prefix: IndexPrefix, arrival: ContinuousClock.Instant
    ) async throws -> [UInt8]? {
        let id = try handles.open(handle, under: prefix, at: clock.boot())
        return try await released(entries: 1, arrival: arrival) { () throws(ServiceFailure) in
            let target = try store { () throws(StoreError) in
                try id.flatMap { (id) throws(StoreError) in try store.reference(to: id) }
            }
            let sample = target.map { prefix.contains($0.index) ? [$0] : [] } ?? []
            return try batch(of: sample, entries: 1)
        }
    }

    private func batch(of sample: [PlacementReference], entries: Int) throws(ServiceFailure) -> [UInt8] {
        let placed = try store { () throws(StoreError) in try store.read(sample) }
        let now = clock.boot()
        let live = zip(sample, placed).compactMap { reference, passport in
            passport.map { passport in
                LiveEntry(
                    recipient: passport.recipient, sealed: passport.sealed, pending: reference.pending,
                    remaining: reference.expiry.secondsRemaining(from: now))
            }
        }
        do {
            return try sealer.batch(of: live, entries: entries)
        } catch {
            throw .sealing(error)
        }
    }

    /// Does the work, and gives its answer, or its failure, when its time has come; `nil` at once where the queue
    /// is too long.
    private func released<Answer: Sendable>(
        entries: Int, arrival: ContinuousClock.Instant, work: @escaping @Sendable () throws(ServiceFailure) -> Answer
    ) async throws(ServiceFailure) -> Answer? {
        guard let turn = pacer.place(arrival: arrival, work: schedule.work(entries: entries)) else { return nil }
        let result = await workers.run { Result(catching: work) }
        let release = schedule.release(entries: entries, turn: turn, readyAfter: arrival.duration(to: .now))
        if release.late { late.increment() }
        // A cancelled wait means that the one who asked has gone: nobody sees the answer leave early.
        try? await Task.sleep(until: arrival.advanced(by: release.after), tolerance: .zero, clock: .continuous)
        return try result.get()
    }

    private func store<Value>(_ work: () throws(StoreError) -> Value) throws(ServiceFailure) -> Value {
        do {
            return try work()
        } catch {
            throw .store(error)
        }
    }
}
