package import ServiceHarness
internal import Synchronization

/// Other clients, who poll here and there while an attack runs.
package struct BackgroundLoad: Sendable {
    private let connections: Int

    /// Clients on so many connections, each of which asks again as soon as it has an answer.
    package init(connections: Int) {
        self.connections = connections
    }

    /// Runs an attack while the others poll.
    package func during(
        on server: RunningServer, _ prefix: CrowdedPrefix, _ attack: () async throws -> Evidence
    ) async throws -> Evidence {
        let isOver = Mutex(false)
        // Some ask where something is, most where nothing is.
        let prefixes = [prefix.crowded] + (0..<15).map { "\(String($0, radix: 16))\(prefix.empty)" }
        let stopwatch = Stopwatch(server.publicEndpoint, connections: connections)
        async let load: Void = stopwatch.time(
            {
                guard !isOver.withLock({ $0 }), let prefix = prefixes.randomElement() else { return nil }
                return TimedQuestion(.poll(prefix, entries: 16), isCall: false)
            }, { _ in })
        do {
            let evidence = try await attack()
            isOver.withLock { $0 = true }
            try await load
            return evidence
        } catch {
            isOver.withLock { $0 = true }
            try? await load
            throw error
        }
    }
}
