internal import BlindTokens
internal import Foundation
package import ServiceHarness

/// A service under a steady load in which everything that happens in ten hours happens every few seconds: epochs change,
/// PASSporTs expire, keys are published, the configuration is reloaded and certificates are replaced. What it takes of the
/// machine must stay as it is.
package struct Soak: Sendable {
    /// What came of a run.
    package struct Result: Sendable {
        package let verdict: SoakVerdict
        package let tally: SteadyLoad.Tally
        /// What was done beside stores and polls, and how often.
        package let events: [String: Int]
        /// How often something beside them failed.
        package let eventFailures: [String]
        package let epochs: Int

        /// Whether everything was done and nothing failed, and all that is taken is flat.
        package var isGood: Bool {
            verdict.isFlat && tally.failureCount == 0 && eventFailures.isEmpty && tally.stores > 0 && tally.polls > 0
                && Event.allCases.allSatisfy { events[$0.rawValue, default: 0] > 0 } && epochs > 1
        }
    }

    /// What is done beside stores and polls.
    package enum Event: String, CaseIterable, Sendable {
        case keysPublished = "keys published"
        case reloads
        case certificatesReplaced = "certificates replaced"
    }

    private static let epochSeconds = 5
    /// Long, so that a busy machine does not make clients of the load late.
    private static let graceSeconds = 60

    private let duration: Duration
    private let pause: Duration
    private let bound: SoakVerdict.Bound
    private let tell: @Sendable (String) -> Void

    /// A run that is to come.
    ///
    /// - Parameters:
    ///   - pause: between one sample and the next.
    ///   - tell: is told a line as it goes.
    package init(
        for duration: Duration, sampledEvery pause: Duration, within bound: SoakVerdict.Bound,
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.duration = duration
        self.pause = pause
        self.bound = bound
        self.tell = tell
    }

    /// Does it all, with a service of its own.
    package func run() async throws -> Result {
        let file = FileManager.default.temporaryDirectory.appending(path: "soak-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Self.configure(file, quota: 1_000_000)
        let program = ServedProgram(
            path: BuiltProgram.cpsd, longestSeconds: 300 + Int(duration.components.seconds))
        let deployment = try Deployment([
            "--config", file.path, "--epoch-length", "\(Self.epochSeconds)", "--epoch-grace", "\(Self.graceSeconds)",
            "--passport-lifetime", "3", "--keys-quota", "1000000", "--log-level", "notice",
        ])
        defer { deployment.remove() }
        let server = try await deployment.start(program)
        do {
            let result = try await soak(server, file)
            let status = await server.stop()
            guard status == 0 else { throw HarnessError.notStarted(server.process.output) }
            return result
        } catch {
            _ = await server.stop()
            throw error
        }
    }

    private func soak(_ server: RunningServer, _ file: URL) async throws -> Result {
        var samples: [ProcessSample] = []
        var events = Events()
        let publishing = try KeyPublishing(at: server)
        let begin = ContinuousClock.now
        let first = try await Self.epochKey(of: server)
        var keys: Set<[UInt8]> = [first]
        let tally = try await SteadyLoad.beside(server, Self.plan) { load in
            var step = 0
            while begin.duration(to: .now) < duration {
                try await Task.sleep(for: pause)
                step += 1
                // Each with a period of its own, so that every pair of them comes close now and then.
                if step % 2 == 0 { await events.count(.keysPublished) { try await publishing.publish() } }
                if step % 3 == 0 {
                    await events.count(.reloads) {
                        let before = Self.reloads(of: server)
                        try Self.configure(file, quota: 1_000_000 + step)
                        try server.process.signal(SIGHUP)
                        try await eventually("the quota is reloaded") { Self.reloads(of: server) > before }
                    }
                }
                if step % 5 == 0 {
                    await events.count(.certificatesReplaced) {
                        let certificate = try server.deployment.anotherCertificate()
                        let der = try certificate.der
                        try server.deployment.show(certificate)
                        try await eventually("the new certificate is shown") {
                            try await server.certificate(shownAt: server.publicEndpoint) == der
                        }
                    }
                }
                if let key = try? await Self.epochKey(of: server) { keys.insert(key) }
                let sample = try ProcessSample.take(of: server)
                samples.append(sample)
                tell(Self.line(begin.duration(to: .now), sample, load.tally))
            }
        }
        return Result(
            verdict: SoakVerdict(samples, within: bound), tally: tally, events: events.done,
            eventFailures: events.failures, epochs: keys.count)
    }

    /// What was done, and what of it failed.
    private struct Events {
        var done: [String: Int] = [:]
        var failures: [String] = []

        mutating func count(_ what: Event, _ work: () async throws -> Void) async {
            do {
                try await work()
                done[what.rawValue, default: 0] += 1
            } catch {
                failures.append("\(what.rawValue): \(error)")
            }
        }
    }

    private static var plan: SteadyLoad.Plan {
        var plan = SteadyLoad.Plan()
        plan.storers = 4
        plan.pollers = 4
        plan.http2Pollers = 2
        return plan
    }

    private static func epochKey(of server: RunningServer) async throws -> [UInt8] {
        try server.currentKey(in: try await server.directory()).tokenKeyID.bytes
    }

    private static func configure(_ file: URL, quota: Int) throws {
        try Data(#"{"issuance": {"quota": \#(quota)}}"#.utf8).write(to: file, options: .atomic)
    }

    /// How often the log says that the quota was changed.
    private static func reloads(of server: RunningServer) -> Int {
        server.process.output.split(separator: "\n").count { $0.contains("issuance.quota") }
    }

    private static func line(_ passed: Duration, _ sample: ProcessSample, _ tally: SteadyLoad.Tally) -> String {
        func mebibytes(_ bytes: Int) -> String { "\(bytes / 1_048_576).\(bytes % 1_048_576 * 10 / 1_048_576) MiB" }
        return "\(passed.components.seconds) s: \(mebibytes(sample.resident)) resident, "
            + "placements \(mebibytes(sample.placements)), ledger \(mebibytes(sample.ledger)), "
            + "\(sample.descriptors) descriptors, \(sample.threads) threads; \(tally.text)"
    }
}
