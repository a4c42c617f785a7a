internal import CallPlacement
internal import Figures
internal import Foundation
internal import LMDBStore
internal import NIOCore
internal import NIOPosix
internal import ServiceHarness

/// How long the service takes from its start to its first answer, with many PASSporTs in its folder.
struct StartComparison {
    let deployment: Deployment
    private let port: Int
    private let endpoint: Endpoint

    /// Starts the service with nothing stored, stores, and starts it again, several times each.
    static func measure(count: Int) async throws -> [Measured] {
        try await using { comparison in
            let empty = try await comparison.severalStarts()
            let planted = try await comparison.plant(count)
            let full = try await comparison.severalStarts()
            let opening = try await comparison.opening(expecting: count)
            return [
                Measured(
                    "from the start of the process to its first answer over TLS, with \(Wording.grouped(count)) live",
                    against: "150 ms", .atMost(1), ratio: Comparison.median(full) / 0.150,
                    details: [
                        "\(milliseconds(full)) ms in the middle of \(full.count) starts, "
                            + "\(Wording.fixed((full.max() ?? 0) * 1000, 1)) ms at the longest",
                        "\(milliseconds(empty)) ms with nothing stored",
                        "opening the storage alone takes \(milliseconds(opening)) ms, with nothing stored "
                            + "\(milliseconds(planted)) ms",
                        "the answer's own delay is part of it",
                    ])
            ]
        }
    }

    /// Makes folders for a service, starts it once, and uses them; removes them afterwards, whatever happens.
    static func using<Value>(_ use: (StartComparison) async throws -> Value) async throws -> Value {
        let port = try await freePort()
        let deployment = try Deployment([
            "--public-port", "\(port)", "--passport-lifetime", "\(lifetime)", "--passport-longer-lifetime", "true",
        ])
        defer { deployment.remove() }
        // The very first start makes the key of an epoch, which no later one does.
        let first = try await deployment.start()
        let comparison = Self(deployment: deployment, port: port, endpoint: first.publicEndpoint)
        guard await first.stop() == 0 else { throw StorageFailure.notStarted(first.process.output) }
        return try await use(comparison)
    }

    private func severalStarts() async throws -> [Double] {
        var times: [Double] = []
        for start in 0..<Self.starts {
            times.append(try await untilFirstAnswer(under: String(start % 16, radix: 16)) / .seconds(1))
        }
        return times
    }

    /// Starts the service, polls it as soon as it listens, and stops it.
    private func untilFirstAnswer(under prefix: String) async throws -> Duration {
        let start = ContinuousClock.now
        let process = try ServerProcess(arguments: deployment.arguments, outputIn: deployment.folder)
        do {
            try await firstAnswer(of: process, under: prefix)
            let time = ContinuousClock.now - start
            try process.signal(SIGTERM)
            guard await process.end() == 0 else { throw StorageFailure.notStarted(process.output) }
            return time
        } catch {
            try? process.signal(SIGKILL)
            _ = await process.end()
            throw error
        }
    }

    /// Polls a service as soon as it listens, and waits for the answer.
    func firstAnswer(of process: ServerProcess, under prefix: String) async throws {
        let start = ContinuousClock.now
        while try await !isListening() {
            guard ContinuousClock.now - start < .seconds(20) else { throw StorageFailure.notStarted(process.output) }
            try await Task.sleep(for: .milliseconds(1))
        }
        let response = try await RawConnection.open(to: endpoint) {
            try await $0.exchange(.poll(prefix, entries: 16))
        }
        guard response.status == 200 else { throw StorageFailure.notStarted(process.output) }
    }

    /// Fills the service's own folders while it is stopped.
    ///
    /// - Returns: how long it took to open them with nothing stored, in seconds.
    @discardableResult
    func plant(_ count: Int) async throws -> [Double] {
        let opening = try await opening(expecting: 0)
        let storage = try LMDBStorage(settings)
        guard let epoch = try storage.epochs().last else { throw StorageFailure.noFigure("an epoch") }
        let planter = Planter(storage: storage, epoch: epoch.id, sealedSize: PlantedStorage.sealedSize)
        try await planter.plant(0..<count, firstToken: 0)
        try await storage.close()
        return opening
    }

    /// How long it takes to open the storage in this process, in seconds.
    private func opening(expecting count: Int) async throws -> [Double] {
        var times: [Double] = []
        for _ in 0..<Self.starts {
            let start = ContinuousClock.now
            let storage = try LMDBStorage(settings)
            times.append((ContinuousClock.now - start) / .seconds(1))
            guard storage.liveCount == count else { throw StorageFailure.notRead }
            try await storage.close()
        }
        return times
    }

    private var settings: LMDBStorageSettings {
        var limits = PlantedStorage.limits
        limits.lifetime = .seconds(Self.lifetime)
        return LMDBStorageSettings(
            placementsFolder: deployment.placements.path,
            ledgerFolder: deployment.folder.appending(path: "ledger").path, sealedSize: PlantedStorage.sealedSize,
            limits: limits)
    }

    private func isListening() async throws -> Bool {
        do {
            let connection = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            try await connection.connect(host: "127.0.0.1", port: port).get().close().get()
            return true
        } catch is IOError {
            return false
        } catch is NIOConnectionError {
            return false
        }
    }

    /// A port that nobody listens on now.
    private static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        defer { channel.close(promise: nil) }
        guard let port = channel.localAddress?.port else { throw StorageFailure.noFigure("a free port") }
        return port
    }

    private static func milliseconds(_ times: [Double]) -> String {
        Wording.fixed(Comparison.median(times) * 1000, 1)
    }

    private static let starts = 9
    private static let lifetime = 3600
}
