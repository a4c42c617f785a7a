import CPSClient
import CPSWire
import Foundation
import Synchronization
import Testing

/// How long a client believes what a service said about itself.
struct ParametersTests {
    private func client(_ service: ScriptedService, _ now: @escaping @Sendable () -> Int64) throws
        -> CallPlacementClient
    {
        try CallPlacementClient(
            service: try #require(URL(string: ScriptedService.address)), transport: service, pause: { _ in },
            wallClock: now)
    }

    @Test("They are asked for again after an hour")
    func expire() async throws {
        let (service, now) = (try ScriptedService(), Clock())
        let client = try client(service) { now.time.withLock(\.self) }
        for (later, requests) in [(0, 1), (3599, 1), (3600, 2), (7199, 2), (7200, 3), (0, 4)] as [(Int64, Int)] {
            now.time.withLock { $0 = ScriptedService.now + later }
            _ = try await client.parameters()
            #expect(service.requests.count == requests, "after \(later) s")
        }
    }

    @Test("Where they cannot be had again, the old ones stay")
    func stay() async throws {
        let (service, now) = (try ScriptedService(), Clock())
        let client = try client(service) { now.time.withLock(\.self) }
        let first = try await client.parameters()
        now.time.withLock { $0 += 3600 }
        service.state.withLock { $0.failures = [.failure(.malformedAnswer)] }
        #expect(try await client.parameters() == first)
        let failuresLeft = service.state.withLock { $0.failures.count }
        #expect(failuresLeft == 0)
    }

    private final class Clock: Sendable {
        let time = Mutex(ScriptedService.now)
    }
}
