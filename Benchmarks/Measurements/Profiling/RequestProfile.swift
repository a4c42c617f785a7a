internal import Figures
internal import Foundation
internal import LoadGeneration
internal import ServiceHarness
internal import Synchronization

/// Where the processor time of a request goes, at the service and at the bare server.
struct RequestProfile {
    private let kind: Profile

    init(of kind: Profile) {
        self.kind = kind
    }

    func taken() async throws -> ProfileTable {
        let verify = kind == .stores || kind == .calls ? try await BareVerify.measured() : nil
        return try await RequestPair.running { pair in
            let perf = try await Perf.found(recordingIn: pair.server.deployment.folder)
            let order = Self.order(kind)
            let work = try await pair.work(for: order)
            // The bare server can keep nothing; what is asked of it is the same.
            var blank = work
            blank.placements = []
            let bare = try await pair.profiledBare(blank, order.load, perf)
            let service = try await pair.profiledService(work, order.load, perf)
            let columns = [("service", service), ("bare", bare)].map { name, side in
                ProfileTable.Column(name, side.samples, each: side.outcome.microsecondsEach, unit: "µs")
            }
            return ProfileTable(Self.title(kind), columns, notes: Self.notes(service, bare, verify))
        }
    }

    private static func order(_ kind: Profile) -> LoadOrder {
        switch kind {
        case .stores: return LoadOrder(.stores, RequestTurns.closed(.seconds(15), count: 8000))
        case .calls: return LoadOrder(.calls, RequestTurns.open(callsPerSecond, .seconds(8)))
        case .livePolls:
            var order = LoadOrder(.polls, RequestTurns.open(livePollsPerSecond, .seconds(8)))
            order.prefixDigits = 2
            (order.finding, order.livePrefixes, order.livePerPrefix) = (1, 16, 8)
            (order.checkedOneIn, order.checkedRecipients) = (32, 1)
            return order
        default:
            var order = LoadOrder(.polls, RequestTurns.closed(.seconds(6)))
            order.prefixDigits = 3
            return order
        }
    }

    private static func title(_ kind: Profile) -> String {
        switch kind {
        case .stores: "A store with a fresh token, as many as the service takes"
        case .calls:
            "A call, a store with a fresh token and a poll of 16 entries, \(Wording.number(callsPerSecond)) offered a second"
        case .livePolls:
            "A poll of 16 entries that finds 8 recipients, \(Wording.number(livePollsPerSecond)) offered a second"
        default: "A poll of 16 entries that finds nothing, as many as the service takes"
        }
    }

    private static func notes(_ service: ProfiledTurn, _ bare: ProfiledTurn, _ verify: BareVerify?) -> [String] {
        let rates = [("service", service), ("bare", bare)].map { name, side in
            "\(name): \(Wording.number(side.outcome.perSecond.rounded()))/s, \(Wording.grouped(side.samples.total)) samples"
        }
        guard let verify else { return rates }
        let (bareEach, serviceEach) = (bare.outcome.microsecondsEach, service.outcome.microsecondsEach)
        let sum = bareEach + verify.seconds * 1e6
        return rates + [
            "bare parts: \(Wording.fixed(bareEach, 1)) µs of the bare server and \(Wording.fixed(verify.seconds * 1e6, 1)) µs of bare "
                + "verifying are \(Wording.fixed(sum, 1)) µs; the service takes \(Wording.number(serviceEach / sum)) times that",
            "\(verify)",
        ]
    }

    /// Few enough that polls are answered with what they look for.
    private static let callsPerSecond = 300.0
    private static let livePollsPerSecond = 400.0
}

/// A turn, and the samples that were taken meanwhile.
struct ProfiledTurn {
    let outcome: RequestPair.Outcome
    let samples: Samples
}

extension RequestPair {
    /// A turn at the service under perf.
    func profiledService(_ work: LoadWork, _ load: OfferedLoad, _ perf: Perf) async throws -> ProfiledTurn {
        try await profiled(server.process, perf) { started in
            try await service(work, load, isComplete: false, whenStarted: started)
        }
    }

    /// A turn at the bare server under perf.
    func profiledBare(_ work: LoadWork, _ load: OfferedLoad, _ perf: Perf) async throws -> ProfiledTurn {
        try await profiled(bare, perf) { started in try await bare(work, load, whenStarted: started) }
    }

    private func profiled(
        _ process: ServerProcess, _ perf: Perf,
        _ turn: (@escaping @Sendable () -> Void) async throws -> Outcome
    ) async throws -> ProfiledTurn {
        guard let identifier = process.identifier else { throw HarnessError.notStarted(process.output) }
        let moment = ProfiledMoment()
        let outcome = try await turn { moment.begin { try perf.record(identifier, perSecond: 999) } }
        return ProfiledTurn(outcome: outcome, samples: try await moment.end())
    }
}

/// A recording that begins when a turn does, and not while connections are opened.
private final class ProfiledMoment: Sendable {
    private let recording = Mutex<Result<Perf.Recording, any Error>?>(nil)

    func begin(_ record: () throws -> Perf.Recording) {
        let begun = Result { try record() }
        recording.withLock { $0 = begun }
    }

    func end() async throws -> Samples {
        guard let recording = recording.withLock({ $0 }) else { throw LoadError("a turn that did not begin") }
        return try await recording.get().end()
    }
}
