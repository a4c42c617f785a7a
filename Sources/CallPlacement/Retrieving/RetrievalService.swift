internal import CoreMetrics
package import Logging
public import Sealing

/// Answers retrievals: always the same number of bytes, always at the same moment.
///
/// What lives under the prefix is looked for and encrypted on threads of their own (``RetrievalWorkers``). When the moment
/// has come, the answer leaves if it is ready, and dummies if it is not: nothing waits for what is stored, so nothing tells
/// of it. Who polls finds at the next poll what was left out.
///
/// When many ask at once, even the work of others could be noticed, by what is left out. Then every batch is filled with
/// ``Decoys``, so that as much is encrypted whatever is stored.
public struct RetrievalService: Retrieving {
    private let store: any PlacementStore
    private let sealer: any BatchMaking
    private let decoys: Decoys
    private let handles: HandleSealer
    private let schedule: ReleaseSchedule
    private let pacer: RetrievalPacer
    private let workers: RetrievalWorkers
    private let clock: ServiceClock
    private let lifetime: Duration
    private let logger: Logger
    private let throttle = LogThrottle()
    private let counters: RetrievalCounters

    /// What receiving a request and sending its answer takes of a processor, so that many small ones fill the imagined
    /// queue, too.
    private static let requestCost = Duration.microseconds(250)

    package init(
        store: any PlacementStore, sealer: any BatchMaking, decoys: Decoys, handles: HandleSealer,
        schedule: ReleaseSchedule, pacer: RetrievalPacer, workers: RetrievalWorkers, clock: ServiceClock,
        lifetime: Duration, logger: Logger, counters: RetrievalCounters = RetrievalCounters()
    ) {
        self.store = store
        self.sealer = sealer
        self.decoys = decoys
        self.handles = handles
        self.schedule = schedule
        self.pacer = pacer
        self.workers = workers
        self.clock = clock
        self.lifetime = lifetime
        self.logger = logger
        self.counters = counters
    }

    public func batch(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [UInt8] {
        try await released(entries: entries, arrival: arrival) { (place) throws(ServiceFailure) in
            try batch(of: sample(prefix, atMost: entries), entries: entries, at: place)
        } orDummies: { () throws(ServiceFailure) in
            try batch(of: [], entries: entries)
        }
    }

    public func links(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [String] {
        try await released(entries: entries, arrival: arrival) { (_) throws(ServiceFailure) in
            try links(to: sample(prefix, atMost: entries), entries: entries, under: prefix)
        } orDummies: { () throws(ServiceFailure) in
            try links(to: [], entries: entries, under: prefix)
        }
    }

    public func batch(
        following handle: String, under prefix: IndexPrefix, arrival: ContinuousClock.Instant
    ) async throws -> [UInt8] {
        let id = try handles.open(handle, under: prefix, at: clock.boot())
        return try await released(entries: 1, arrival: arrival) { (place) throws(ServiceFailure) in
            let target = try store { () throws(StoreError) in
                try id.flatMap { (id) throws(StoreError) in try store.reference(to: id) }
            }
            return try batch(of: target.map { prefix.contains($0.index) ? [$0] : [] } ?? [], entries: 1, at: place)
        } orDummies: { () throws(ServiceFailure) in
            try batch(of: [], entries: 1)
        }
    }

    private func sample(_ prefix: IndexPrefix, atMost count: Int) throws(ServiceFailure) -> [PlacementReference] {
        try store { () throws(StoreError) in try store.sample(prefix, atMost: count) }
    }

    private func batch(
        of sample: [PlacementReference], entries: Int, at place: RetrievalPacer.Place = .quiet
    ) throws(ServiceFailure) -> [UInt8] {
        let placed = sample.isEmpty ? [] : try store { () throws(StoreError) in try store.read(sample) }
        let now = clock.boot()
        let live = zip(sample, placed).compactMap { reference, passport in
            passport.map { passport in
                LiveEntry(
                    recipient: passport.recipient, sealed: passport.sealed, pending: reference.pending,
                    remaining: reference.expiry.secondsRemaining(from: now))
            }
        }
        do {
            let all = place == .crowded ? decoys.filling(live, to: entries) : live
            return try sealer.batch(of: all, entries: entries)
        } catch {
            throw .sealing(error)
        }
    }

    private func links(
        to sample: [PlacementReference], entries: Int, under prefix: IndexPrefix
    ) throws(ServiceFailure) -> [String] {
        let dummyExpiry = clock.boot().advanced(by: lifetime)
        var targets: [PlacementReference?] = sample
        targets += Array(repeating: nil, count: entries - sample.count)
        targets.shuffle()
        var links: [String] = []
        for target in targets {
            do throws(SealingError) {
                links.append(try handles.handle(to: target?.id, until: target?.expiry ?? dummyExpiry, under: prefix))
            } catch {
                throw ServiceFailure.sealing(error)
            }
        }
        return links
    }

    /// Looks for what lives until the moment has come, and gives what there is then.
    private func released<Answer: Sendable>(
        entries: Int, arrival: ContinuousClock.Instant,
        finding find: @escaping @Sendable (RetrievalPacer.Place) throws(ServiceFailure) -> Answer,
        orDummies dummies: () throws(ServiceFailure) -> Answer
    ) async throws(ServiceFailure) -> Answer {
        guard let delay = schedule.delay(entries: entries) else {
            let answer: Answer? = await withCheckedContinuation { reply in
                workers.add { reply.resume(returning: found { () throws(ServiceFailure) in try find(.quiet) }) }
            }
            if let answer { return answer }
            return try dummies()
        }
        let moment = arrival.advanced(by: delay)
        let tray = Tray<Answer>()
        let work = schedule.work(entries: entries)
        // A fifth of the margin is left for handing the answer over.
        let place = pacer.place(
            arrival: arrival, work: work + Self.requestCost, within: delay - schedule.margin / 5)
        if let place {
            workers.add {
                // What could not be ready in time, were it full, would only make others late.
                guard ContinuousClock.now.advanced(by: work) < moment else { return }
                if let answer = found(by: { () throws(ServiceFailure) in try find(place) }) { tray.put(answer) }
            }
        } else {
            counters.unpaced.increment()
        }
        await AnswerTimers.current.wait(until: moment)
        if moment.duration(to: .now) > schedule.quantum { counters.late.increment() }
        // Not counted: how often nothing is ready may go by what is stored.
        if let answer = tray.take() { return answer }
        return try dummies()
    }

    /// What a search finds; a failure is the operator's to know, and nobody else's: it depends on what is stored.
    private func found<Answer>(by find: () throws(ServiceFailure) -> Answer) -> Answer? {
        do {
            return try find()
        } catch {
            logger.log(
                level: .error, "a retrieval was answered with dummies alone", reason: error.explanation,
                through: throttle)
            return nil
        }
    }

    private func store<Value>(_ work: () throws(StoreError) -> Value) throws(ServiceFailure) -> Value {
        do {
            return try work()
        } catch {
            throw .store(error)
        }
    }
}
