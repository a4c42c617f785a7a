import Floods
import Foundation
import ServiceHarness
import Testing

/// Every flood, small and short. Full size is for Scripts/floods.
@Suite(
    .served("--limits-connections", "256", "--limits-unread-megabytes", "32", "--release-quantum", "5"),
    .serialized, .timeLimit(.minutes(15)))
struct Flooded {
    /// Generous: the machine may be busy with other things, and so few requests have no other p99 than their slowest.
    private static let promise = FloodTrial.Promise(p99: 10_000, goodShare: isSanitized ? 0.1 : 0.5, recovery: 20)
    /// A sanitizer makes the service some ten times as slow, and keeps much beside each byte.
    private static let isSanitized = ProcessInfo.processInfo.environment["TSAN_OPTIONS"] != nil
    /// What all floods together may make the process grow by: three times the answers that may be unread, and some. One
    /// flood whose answers were not counted would take more.
    private static let megabytes = isSanitized ? 1600 : 160

    @Test func honestClientsGoOnAndMemoryIsBounded() async throws {
        let server = try RunningServer.current()
        let store = StoreOrder(to: try Recipient(), with: try await server.token())
        var results: [FloodTrial.Result] = []
        for flood in Flood.all(scale: 0.02, store: store) {
            let tokens = try await server.tokens(4)
            results.append(
                try await FloodTrial(server, lasting: .milliseconds(1500), pollers: 2).run(flood, tokens: tokens))
        }
        let table = ([FloodTable.heading] + results.map(FloodTable.row)).joined(separator: "\n")
        for fault in results.flatMap({ $0.faults(Self.promise) }) { Issue.record("\(fault)\n\(table)") }
        let growth = (results.map(\.megabytesMost).max() ?? 0) - (results.first?.megabytesBefore ?? 0)
        #expect(growth <= Self.megabytes, "\(table)")
        print("EndToEndTests: floods made the service grow by \(growth) MB")
    }

    @Test func whoAsksNothingMakesRoom() async throws {
        let server = try RunningServer.current()
        // More than there are places, and none of them silent for long enough to be closed for that.
        let run = try FloodRun(.idle(400), of: server.publicEndpoint)
        try await eventually("more connections were made than there are places", within: .seconds(60)) {
            run.tally.now.made > 300
        }
        let status = try await server.poll(try Recipient().index, entries: 1).status
        #expect(status == 200)
        await run.end()
    }

    @Test func whoHadAnAnswerKeepsItsConnection() async throws {
        let server = try RunningServer.current()
        let poll = RawRequest.poll(try Recipient().index, entries: 1)
        try await RawConnection.open(to: server.publicEndpoint) { connection in
            #expect(try await connection.exchange(poll).status == 200)
            // It is quiet for longer than any of those who come now.
            let run = try FloodRun(.idle(400), of: server.publicEndpoint)
            try await eventually("more connections were made than there are places", within: .seconds(60)) {
                run.tally.now.made > 300
            }
            #expect(try await connection.exchange(poll).status == 200)
            await run.end()
        }
    }
}

/// What floods are judged by: the honest clients beside them.
@Suite(.inTurn, .timeLimit(.minutes(2)))
struct HonestClientsBesideAFlood {
    @Test func whoIsLeftHangingIsCounted() async throws {
        try await Deployment.running(Deployment.patient) { server in
            let honest = HonestClients(server, polls: 2, tokens: [])
            try await eventually("both are answered") { honest.answered > 3 }
            try server.process.signal(SIGSTOP)
            try await Task.sleep(for: .seconds(4))
            let experience = await honest.end()
            try server.process.signal(SIGCONT)
            // Each would have asked some forty times.
            #expect(experience.failed > 40, "\(experience)")
        }
    }
}

/// A service that may hardly open any files.
@Suite(.timeLimit(.minutes(15)))
struct OutOfDescriptors {
    @Test func itSaysSoAndGoesOn() async throws {
        try await Turn.shared.with { try await few() }
    }

    private func few() async throws {
        try await Deployment.running([], .cpsd(openFiles: 150)) { server in
            let warning = "WARNING: limits.connections is 10000, but this process may only open so many files that the "
            // 150 less 96, of which the issuance listener has a quarter.
            #expect(
                server.process.output.contains(
                    warning + "public listener takes 41 connections and the issuance listener 13"))
            let run = try FloodRun(.idle(300), of: server.publicEndpoint)
            try await eventually("the flood is there", within: .seconds(60)) { run.tally.now.made > 100 }
            #expect(try await server.poll(try Recipient().index, entries: 1).status == 200)
            await run.end()
        }
    }

    @Test func whereThereAreNoneAtAllItWaitsForSome() async throws {
        try await Turn.shared.with { try await none() }
    }

    private func none() async throws {
        // Less than it takes for itself and its fewest connections: accepting fails, again and again.
        try await Deployment.running([], .cpsd(openFiles: 44)) { server in
            let run = try FloodRun(.idle(64), of: server.publicEndpoint)
            try await Task.sleep(for: .seconds(1))
            await run.end()
            try await eventually("the service answers again") {
                let answer = try? await server.poll(try Recipient().index, entries: 1)
                return answer?.status == 200
            }
        }
    }
}
