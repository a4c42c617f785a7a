internal import CPSClient
internal import CPSWire
internal import Figures
internal import Foundation
internal import Glibc
internal import LoadGeneration
internal import Sealing
internal import ServiceHarness
internal import ThrowawayPKI

/// The service and the bare server beside it, each a process of its own, and one generator for both.
struct RequestPair {
    /// One turn at one of them.
    struct Outcome {
        let report: LoadReport
        /// Processor time of the server while the clock ran.
        let processorSeconds: Double
        /// Processor time of the generator meanwhile, which has the same processors.
        let generatorSeconds: Double

        /// The share of the recipients looked for in opened answers that were in them.
        var deliveredShare: Double {
            report.soughtRecipients == 0 ? 0 : Double(report.foundRecipients) / Double(report.soughtRecipients)
        }

        /// Whether as good as everything that was asked for was answered and found.
        var isDelivered: Bool {
            deliveredShare >= 0.99 && report.lost + report.unanswered + report.refused == 0
        }

        /// The same for a reader.
        var delivery: String {
            "\(Wording.fixed(deliveredShare * 100, 1)) % of \(report.soughtRecipients)"
        }

        /// Answers of the wanted kind a second.
        var perSecond: Double { report.achievedPerSecond }

        /// Processor time for one errand, in microseconds.
        var microsecondsEach: Double { each(processorSeconds) }

        /// The same for one errand whose answer held what was looked for.
        var microsecondsEachDelivered: Double { microsecondsEach / deliveredShare }

        /// The same of the generator.
        var generatorMicrosecondsEach: Double { each(generatorSeconds) }

        private func each(_ seconds: Double) -> Double {
            seconds * 1e6 / (report.achievedPerSecond * report.seconds)
        }
    }

    private static let flags = [
        "--name", "localhost", "--issuance-quota", "1000000000", "--limits-requests", "1000000",
    ]

    /// The service.
    let server: RunningServer
    /// The bare server.
    let bare: ServerProcess
    private let barePort: Int
    private let client: CallPlacementClient
    private let trust: TLSTrust

    /// Starts both, uses them and ends them.
    ///
    /// - Parameters:
    ///   - entries: the bare server's answers are as long as a batch of so many.
    ///   - longestSeconds: both are ended by force after that.
    static func running<Value>(
        entries: Int = 16, longestSeconds: Int = 600, _ use: (RequestPair) async throws -> Value
    ) async throws -> Value {
        var used: Value?
        let program = ServedProgram(path: BuiltProgram.cpsd, longestSeconds: longestSeconds)
        try await Deployment.running(flags, program) { server in
            let folder = server.deployment.folder
            let byteCount = SealedSize.standard.batchByteCount(entries: entries)
            let bare = try ServerProcess(
                ServedProgram(
                    path: "/proc/self/exe".resolved, arguments: ["serve-bare"], longestSeconds: longestSeconds),
                arguments: [
                    "--certificate", folder.appending(path: "server.pem").path, "--key",
                    folder.appending(path: "server.key").path, "--bytes", "\(byteCount)",
                ], outputIn: folder)
            do {
                try await eventually("the bare server is ready") { bare.word(after: "bare: port ") != nil }
                used = try await use(try RequestPair(server, bare))
            } catch {
                try? bare.signal(SIGKILL)
                throw error
            }
            try? bare.signal(SIGKILL)
        }
        guard let used else { throw HarnessError.noDeployment }
        return used
    }

    private init(_ server: RunningServer, _ bare: ServerProcess) throws {
        self.server = server
        self.bare = bare
        barePort = bare.word(after: "bare: port ").flatMap { Int($0) } ?? 0
        let folder = server.deployment.folder
        func file(_ name: String, _ text: String) throws -> String {
            let url = folder.appending(path: name)
            try Data(text.utf8).write(to: url)
            return url.path
        }
        trust = try .authorities(inFile: file("requests-ca.pem", server.deployment.tlsAuthorityPEM))
        let caller = server.deployment.caller
        let identity = try STIRIdentity(
            chainFile: file("requests.pem", caller.chainPEM), keyFile: file("requests.key", caller.keyPEM))
        guard let url = URL(string: "https://localhost:\(server.publicPort)") else { throw HarnessError.noDeployment }
        client = try CallPlacementClient(service: url, trust: trust, identity: identity)
    }

    /// Makes the requests of a turn.
    func work(for order: LoadOrder) async throws -> LoadWork {
        try await LoadPreparation(client: client, version: .http1).work(for: order)
    }

    /// After so many milliseconds, the service says, its answers of 16 entries leave.
    func statedDelay() throws -> Double {
        let label = "answers of 16 entries leave after "
        guard let delay = server.process.word(after: label).flatMap({ Double($0) }) else {
            throw LoadError("the service did not say when its answers leave")
        }
        return delay
    }

    /// A turn at the service.
    ///
    /// - Parameter isComplete: whether every request must have been answered as it should be; otherwise the turn is
    ///   worth nothing and the measurement ends.
    func service(
        _ work: LoadWork, _ load: OfferedLoad, isComplete: Bool = true,
        whenStarted: @escaping @Sendable () -> Void = {}
    ) async throws -> Outcome {
        try await turn(
            work, load, at: server.publicPort, process: server.process.identifier, isComplete: isComplete,
            whenStarted: whenStarted)
    }

    /// A turn at the bare server, with the same requests.
    func bare(
        _ work: LoadWork, _ load: OfferedLoad, whenStarted: @escaping @Sendable () -> Void = {}
    ) async throws -> Outcome {
        try await turn(work, load, at: barePort, process: bare.identifier, whenStarted: whenStarted)
    }

    private func turn(
        _ work: LoadWork, _ load: OfferedLoad, at port: Int, process: pid_t?, isComplete: Bool = true,
        whenStarted: @escaping @Sendable () -> Void = {}
    ) async throws -> Outcome {
        let target = try LoadTarget(host: "127.0.0.1", port: port, trust: trust, version: .http1)
        let (clock, own) = (ProcessorClock(of: process ?? 0), ProcessorClock(of: getpid()))
        let run = LoadRun(work, to: target, load: load)
        let report = try await withTaskCancellationHandler {
            try await run.run(
                whenStarted: {
                    clock.start()
                    own.start()
                    whenStarted()
                },
                whenOver: {
                    clock.stop()
                    own.stop()
                })
        } onCancel: {
            run.interrupt()
        }
        try Task.checkCancellation()
        let failed = report.lost + report.unanswered + report.refused
        guard !isComplete || failed == 0 else {
            throw LoadError("a turn is worth nothing: \(report.text)")
        }
        return Outcome(report: report, processorSeconds: try clock.seconds(), generatorSeconds: try own.seconds())
    }
}

extension String {
    fileprivate var resolved: String { (try? FileManager.default.destinationOfSymbolicLink(atPath: self)) ?? self }
}
