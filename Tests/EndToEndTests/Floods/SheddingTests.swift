import Floods
import ServiceHarness
import Testing

/// What is turned away, and how.
@Suite(.served("--limits-requests", "4", "--release-quantum", "50"), .serialized, .timeLimit(.minutes(2)))
struct SheddingUnderLoad {
    @Test func doesNotGoByWhatIsStored() async throws {
        let server = try RunningServer.current()
        let outcome = try await ShedPolls(server).run(clients: 24, for: .seconds(4), entries: 16)
        #expect(outcome.live[0] > 0 && outcome.blank[0] > 0, "\(outcome)")
        #expect(outcome.live[1] > 0 && outcome.blank[1] > 0, "\(outcome)")
        #expect(outcome.pValue > 1e-6, "\(outcome)")
    }

    @Test func isTheSameForEverybody() async throws {
        let server = try RunningServer.current()
        let store = StoreOrder(to: try Recipient(), with: try await server.token()).request
        let polls: [RawRequest] = [
            .poll(try Recipient().index, entries: 16), .poll("a", entries: 1), .links("ab", entries: 2), store,
            RawRequest("GET", "/.well-known/cps"), RawRequest("GET", "/nowhere"),
        ]
        let answers = try await withThrowingTaskGroup(of: [RawResponse].self) { group in
            for number in 0..<24 {
                group.addTask {
                    try await RawConnection.open(to: server.publicEndpoint) { connection in
                        var answers: [RawResponse] = []
                        for turn in 0..<4 {
                            answers.append(try await connection.exchange(polls[(number + turn) % polls.count]))
                        }
                        return answers
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let turnedAway = answers.filter { $0.status == 503 }
        #expect(turnedAway.count > 10)
        for answer in turnedAway { try expectProblem(answer, 503, "overloaded") }
        let forms = Set(
            turnedAway.map { answer in
                answer.fields.filter { $0.name.lowercased() != "date" }.map { "\($0.name): \($0.value)" } + [
                    "\(answer.body)", "\(answer.shape)",
                ]
            })
        #expect(forms.count == 1, "\(forms)")
    }

    @Test func itsHealthMayAlwaysBeAsked() async throws {
        let server = try RunningServer.current()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<12 {
                group.addTask { _ = try await server.poll(try Recipient().index, entries: 1) }
            }
            for _ in 0..<4 {
                group.addTask {
                    let status = try await server.ask(RawRequest("GET", "/health")).status
                    #expect(status == 200)
                }
            }
            try await group.waitForAll()
        }
    }
}

/// Places of those who ask and take no answers.
@Suite(
    .served("--limits-requests", "16", "--limits-unread-megabytes", "512", "--release-quantum", "20"), .serialized,
    .timeLimit(.minutes(2)))
struct PlacesOfThoseWhoTakeNothing {
    @Test(arguments: [Flood.insatiable(64), .unreadStreams(1)])
    func areThereForOthers(_ flood: Flood) async throws {
        let server = try RunningServer.current()
        let run = try FloodRun(flood, of: server.publicEndpoint)
        try await eventually("the flood is there", within: .seconds(30)) {
            run.tally.now.made >= flood.connections
        }
        // Long enough for its answers to be made, and for the connections to take no more of them.
        try await Task.sleep(for: .seconds(3))
        // Places that are held are held until an exchange has had its time, 30 s.
        try await eventually("others are answered", within: .seconds(15)) {
            var answered = 0
            for _ in 0..<20 where try await server.poll(try Recipient().index, entries: 1).status == 200 {
                answered += 1
            }
            return answered >= 16
        }
        await run.end()
    }
}
