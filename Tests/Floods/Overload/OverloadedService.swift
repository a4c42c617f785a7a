internal import CPSClient
internal import Foundation
package import LoadGeneration
package import ServiceHarness
internal import ThrowawayPKI

/// A running service that is offered more than it can do.
package struct OverloadedService: Sendable {
    /// How long an answer is of use.
    package static let useful = Duration.seconds(1)
    /// Connections that keep the service busy, each of one client that waits for its answer before it asks again.
    package static let enough = 512
    /// Twice as many: more than the service lets wait, so that requests are turned away.
    package static let many = 1024

    /// What is asked.
    package enum Asking: String, CaseIterable, Sendable {
        case polls
        case stores
        /// As many polls as stores.
        case mixed

        var kinds: [LoadKind] {
            switch self {
            case .polls: [.polls]
            case .stores: [.stores]
            case .mixed: [.polls, .stores]
            }
        }
    }

    /// What came of it.
    package struct Outcome: Sendable {
        /// Asked in a second; `nil` where each connection asked as fast as it was answered.
        package let offered: Double?
        /// Good answers a second, while they were of use.
        package let good: Double
        /// Good answers that came when they were of no use any more.
        package let late: Int
        /// Answers that turned the request away.
        package let turnedAway: Int
        /// What was answered neither well nor so, or not at all.
        package let otherwise: Int
        /// What nobody could send in time.
        package let unsent: Int
        /// Milliseconds of 99 of 100 answers of any kind.
        package let p99: Double
    }

    private let server: RunningServer
    private let client: CallPlacementClient
    private let trust: TLSTrust

    /// A service to be overloaded.
    package init(_ server: RunningServer) throws {
        self.server = server
        let folder = server.deployment.folder
        func file(_ name: String, _ text: String) throws -> String {
            let url = folder.appending(path: name)
            try Data(text.utf8).write(to: url)
            return url.path
        }
        trust = try .authorities(inFile: file("overload-ca.pem", server.deployment.tlsAuthorityPEM))
        let caller = server.deployment.caller
        let identity = try STIRIdentity(
            chainFile: file("overload.pem", caller.chainPEM), keyFile: file("overload.key", caller.keyPEM))
        guard let url = URL(string: "https://localhost:\(server.publicPort)") else { throw HarnessError.noDeployment }
        client = try CallPlacementClient(service: url, trust: trust, identity: identity)
    }

    /// Offers so much a second, whatever comes back, or as much as the connections take.
    ///
    /// - Parameters:
    ///   - connections: on which it is asked.
    ///   - stores: the most stores that are made ready.
    package func offer(
        _ asking: Asking, perSecond rate: Double?, on connections: Int, for duration: Duration, stores: Int
    ) async throws -> Outcome {
        // A load is not cut off, but none follows where whoever watches has had enough.
        try Task.checkCancellation()
        let kinds = asking.kinds
        let reports = try await withThrowingTaskGroup(of: LoadReport.self) { group in
            var runs: [LoadRun] = []
            for kind in kinds {
                let share = rate.map { $0 / Double(kinds.count) }
                let count = kind == .stores ? min(stores, share.map { Int($0 * duration.seconds) + 1 } ?? stores) : .max
                let load = OfferedLoad(
                    arrivalsPerSecond: share, duration: duration, count: count,
                    connections: connections / kinds.count, patience: Self.useful)
                var order = LoadOrder(kind, load)
                order.entries = 16
                order.storesPerToken = kind == .stores ? 8 : 1
                let work = try await LoadPreparation(client: client, version: .http1).work(for: order)
                let target = try LoadTarget(host: "127.0.0.1", port: server.publicPort, trust: trust, version: .http1)
                runs.append(LoadRun(work, to: target, load: load))
            }
            for run in runs { group.addTask { try await run.run() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let statuses = reports.flatMap { Array($0.pollStatuses) + Array($0.storeStatuses) }
        let answered = statuses.filter { ["200", "201"].contains($0.key) }.map(\.value).reduce(0, +)
        let good = reports.compactMap(\.usefulPerSecond).reduce(0, +)
        let otherwise = statuses.filter { !["200", "201", "503"].contains($0.key) }.map(\.value).reduce(0, +)
        return Outcome(
            offered: rate, good: good, late: max(0, answered - Int(good * duration.seconds)),
            turnedAway: statuses.filter { $0.key == "503" }.map(\.value).reduce(0, +),
            otherwise: otherwise + reports.map(\.lost).reduce(0, +),
            unsent: reports.map(\.unanswered).reduce(0, +),
            p99: reports.compactMap { ($0.polls ?? $0.stores)?.p99 }.max() ?? 0)
    }
}
