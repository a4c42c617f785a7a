import ServiceHarness
import Testing

/// More requests at once than the service admits.
@Suite(.served("--limits-requests", "1", "--release-quantum", "500"), .timeLimit(.minutes(1)))
struct Overload {
    @Test func whatIsTooMuchIsToldToComeBack() async throws {
        let server = try RunningServer.current()
        let index = try Recipient().index
        let answers = try await withThrowingTaskGroup(of: RawResponse.self) { group in
            for _ in 0..<8 { group.addTask { try await server.poll(index, entries: 1) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let turnedAway = answers.filter { $0.status != 200 }
        #expect(!turnedAway.isEmpty)
        #expect(turnedAway.count < answers.count)
        for answer in turnedAway { try expectProblem(answer, 503, "overloaded") }
        #expect(try await server.poll(index, entries: 1).status == 200)
    }
}
