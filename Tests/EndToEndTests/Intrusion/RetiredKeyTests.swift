import BlindTokens
import Foundation
import ServiceHarness
import Testing

/// `cpsd epochs retire`: what an operator does when `K_cps` got into the wrong hands.
@Suite(.timeLimit(.minutes(15)))
struct RetiredKey {
    @Test func makesEveryTokenThatIsOutWorthless() async throws {
        try await Turn.shared.with {
            let deployment = try Deployment(Deployment.patient)
            defer { deployment.remove() }
            let first = try await deployment.start()
            let token = try await first.token()
            let order = StoreOrder(to: try Recipient(), with: token)
            #expect(try await first.ask(order.request).status == 201)
            let retire = ["epochs", "retire"] + deployment.arguments
            let (busy, words) = try await Tool.run(BuiltProgram.cpsd, retire)
            #expect(busy == 1)
            #expect(words.contains("is in use by another process: stop that one"), "\(words)")
            #expect(await first.stop() == 0)
            let before = try Self.keyFiles(of: deployment)
            #expect(before.count == 1)

            let (code, output) = try await Tool.run(BuiltProgram.cpsd, retire)
            #expect(code == 0)
            #expect(output.contains("1 epoch has been retired"), "\(output)")
            #expect(try Self.keyFiles(of: deployment).isEmpty)

            let second = try await deployment.start()
            #expect(try Self.keyFiles(of: deployment).isDisjoint(with: before))
            let refused = StoreOrder(to: try Recipient(), with: token)
            try expectProblem(try await second.ask(refused.request), 401, "token-refused")
            let renewed = try await second.token()
            #expect(renewed.token.tokenKeyID != token.token.tokenKeyID)
            #expect(try await second.ask(StoreOrder(to: try Recipient(), with: renewed).request).status == 201)
            // What was stored with the old one is still there.
            #expect(try await second.live(for: order.recipient) == [order.sealed])
            #expect(await second.stop() == 0)
        }
    }

    private static func keyFiles(of deployment: Deployment) throws -> Set<String> {
        let ledger = deployment.folder.appending(path: "ledger").path
        return Set(try FileManager.default.contentsOfDirectory(atPath: ledger).filter { $0.hasSuffix(".kcps") })
    }
}
