internal import CPSClient
internal import CPSWire
internal import Foundation
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

        /// Answers of the wanted kind a second.
        var perSecond: Double { report.achievedPerSecond }

        /// Processor time for one errand, in microseconds.
        var microsecondsEach: Double {
            processorSeconds * 1e6 / (report.achievedPerSecond * report.seconds)
        }
    }

    private static let flags = [
        "--name", "localhost", "--issuance-quota", "1000000000", "--limits-requests", "1000000",
    ]

    private let server: RunningServer
    private let bare: ServerProcess
    private let barePort: Int
    private let client: CallPlacementClient
    private let trust: TLSTrust

    /// Starts both, uses them and ends them.
    static func running(entries: Int = 16, _ use: (RequestPair) async throws -> [Measured]) async throws -> [Measured] {
        var measured: [Measured] = []
        try await Deployment.running(flags) { server in
            let folder = server.deployment.folder
            let byteCount = SealedSize.standard.batchByteCount(entries: entries)
            let bare = try ServerProcess(
                ServedProgram(path: "/proc/self/exe".resolved, arguments: ["serve-bare"], longestSeconds: 900),
                arguments: [
                    "--certificate", folder.appending(path: "server.pem").path, "--key",
                    folder.appending(path: "server.key").path, "--bytes", "\(byteCount)",
                ], outputIn: folder)
            do {
                try await eventually("the bare server is ready") { bare.word(after: "bare: port ") != nil }
                measured = try await use(try RequestPair(server, bare))
            } catch {
                try? bare.signal(SIGKILL)
                throw error
            }
            try? bare.signal(SIGKILL)
        }
        return measured
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

    /// A turn at the service.
    func service(_ work: LoadWork, _ load: OfferedLoad) async throws -> Outcome {
        try await turn(work, load, at: server.publicPort, process: server.process.identifier)
    }

    /// A turn at the bare server, with the same requests.
    func bare(_ work: LoadWork, _ load: OfferedLoad) async throws -> Outcome {
        try await turn(work, load, at: barePort, process: bare.identifier)
    }

    private func turn(_ work: LoadWork, _ load: OfferedLoad, at port: Int, process: pid_t?) async throws -> Outcome {
        let target = try LoadTarget(host: "127.0.0.1", port: port, trust: trust, version: .http1)
        let clock = ProcessorClock(of: process ?? 0)
        let report = try await LoadRun(work, to: target, load: load).run(
            whenStarted: { clock.start() }, whenOver: { clock.stop() })
        guard report.lost + report.unanswered + report.refused == 0 else {
            throw LoadError("a turn is worth nothing: \(report.text)")
        }
        return Outcome(report: report, processorSeconds: clock.seconds)
    }
}

extension String {
    fileprivate var resolved: String { (try? FileManager.default.destinationOfSymbolicLink(atPath: self)) ?? self }
}
