import Foundation
import ServiceHarness
import Testing

/// Key bindings outlive the process, however it ends. The limit counts while others have their turn, too.
@Suite(.timeLimit(.minutes(15)))
struct KeyRestart {
    @Test(arguments: [SIGTERM, SIGKILL])
    func bindingsAndWithdrawalsAreKept(signal: Int32) async throws {
        try await Turn.shared.with {
            let deployment = try Deployment(Deployment.patient)
            defer { deployment.remove() }
            let first = try await deployment.start()
            try await first.directoryIsTakenUp()
            let publisher = try Publisher(deployment.caller)
            let other = try Publisher.other(at: first)
            let withdrawn = try other.binding(sequence: 3)
            #expect(try await first.send(try publisher.binding(sequence: 7), as: publisher.identity).status == 201)
            #expect(try await first.send(withdrawn, as: other.identity).status == 201)
            let withdrawal = try other.withdrawal(sequence: 3)
            let type = RunningServer.withdrawalType
            #expect(try await first.send(withdrawal, as: other.identity, type: type).status == 204)
            _ = await first.stop(signal)

            let second = try await deployment.start()
            try await second.directoryIsTakenUp()
            #expect(try await second.sequences() == [7])
            try expectProblem(try await second.send(withdrawn, as: other.identity), 409, "binding-outdated")
            try expectProblem(
                try await second.send(try publisher.binding(sequence: 6), as: publisher.identity), 409,
                "binding-outdated")
            _ = await second.stop()
        }
    }
}
