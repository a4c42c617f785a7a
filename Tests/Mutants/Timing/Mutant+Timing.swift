internal import Adversaries
internal import CPSServer
internal import CallPlacement
internal import HTTPTypes
internal import Hummingbird
internal import Sealing

extension Mutant {
    /// Services whose times tell something.
    static let timingMutants: [Mutant] = slowPolls + slowCrowds + greedyCrowds + slowStores

    /// The time of a poll tells whether somebody is called.
    package static let slowPolls: [Mutant] = [
        Mutant(
            "no-release-quantum", "answers leave when they are ready", breaks: [.time],
            change: { service, parts in service.retrieval = RetrievalService(parts, leaving: .atOnce) }),
        Mutant(
            "quantum-from-completion", "an answer waits for a quantum after it is ready, not after the request came",
            breaks: [.time, .randomToALearner],
            change: { service, parts in
                service.retrieval = HeldBack(retrieval: RetrievalService(parts, leaving: .atOnce)) { _, _ in
                    .now + parts.policy.releaseQuantum
                }
            }),
    ]

    /// The times of many polls at once tell whether somebody is called.
    package static let slowCrowds: [Mutant] = [
        Mutant(
            "answers-wait-for-calls",
            "an answer waits until what is stored is encrypted, and leaves at the next multiple of the quantum",
            breaks: [.time],
            change: { service, parts in
                service.retrieval = HeldBack(retrieval: RetrievalService(parts, leaving: .atOnce)) {
                    entries, arrival in
                    let planned = parts.schedule.delay(entries: entries) ?? .zero
                    let quantum = parts.schedule.quantum
                    let elapsed = arrival.duration(to: .now)
                    return arrival + max(planned, quantum * Int((elapsed / quantum).rounded(.up)))
                }
            })
    ]

    /// What is left out when many ask at once tells whether somebody is called.
    package static let greedyCrowds: [Mutant] = [
        Mutant(
            "unpaced", "whatever is asked for is looked for and encrypted, in order", breaks: [.time],
            change: { service, parts in service.retrieval = RetrievalService(parts, processors: 1_000_000) })
    ]

    /// The time of a store tells whether something is there already.
    package static let slowStores: [Mutant] = [
        Mutant(
            "a-store-looks-around",
            "a store takes five milliseconds longer where something is there for the same index",
            breaks: [.time], answering: { parts, responder in LookingAround(responder: responder, store: parts.store) })
    ]
}

extension ReleaseSchedule {
    /// Everything leaves when it is ready.
    fileprivate static var atOnce: ReleaseSchedule {
        ReleaseSchedule(quantum: .zero, baseCost: .zero, costPerEntry: .zero)
    }
}

/// Holds an answer that is ready back until a moment.
private struct HeldBack: Retrieving {
    let retrieval: RetrievalService
    /// The moment, from the number of entries and the request's arrival.
    let moment: @Sendable (Int, ContinuousClock.Instant) -> ContinuousClock.Instant

    func batch(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [UInt8] {
        let batch = try await retrieval.batch(under: prefix, entries: entries, arrival: arrival)
        await wait(entries, arrival)
        return batch
    }

    func links(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [String] {
        let links = try await retrieval.links(under: prefix, entries: entries, arrival: arrival)
        await wait(entries, arrival)
        return links
    }

    func batch(
        following handle: String, under prefix: IndexPrefix, arrival: ContinuousClock.Instant
    ) async throws -> [UInt8] {
        let batch = try await retrieval.batch(following: handle, under: prefix, arrival: arrival)
        await wait(1, arrival)
        return batch
    }

    private func wait(_ entries: Int, _ arrival: ContinuousClock.Instant) async {
        try? await Task.sleep(until: moment(entries, arrival), tolerance: .zero, clock: .continuous)
    }
}

/// Makes a store wait where something lives under its index.
private struct LookingAround: HTTPResponder {
    let responder: any HTTPResponder<ListenerContext>
    let store: any PlacementStore

    func respond(to request: Request, context: ListenerContext) async throws -> Response {
        let digits = request.uri.path.split(separator: "/").dropFirst().first ?? ""
        if request.method == .post, let prefix = try? IndexPrefix(hex: digits),
            let found = try? store.sample(prefix, atMost: 1), !found.isEmpty
        {
            try? await Task.sleep(for: .milliseconds(5), tolerance: .zero)
        }
        return try await responder.respond(to: request, context: context)
    }
}
