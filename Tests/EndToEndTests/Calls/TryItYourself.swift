import Foundation
import STIR
import ServiceHarness
import Testing
import ThrowawayPKI

/// "Try it yourself" of the README: a call by `cps call` and `cps answer`, with the real service between them.
@Suite("Try it yourself", .served("--name", "localhost"), .timeLimit(.minutes(3)))
struct TryItYourself {
    @Test func aCallIsVerified() async throws {
        let cast = try await Cast()
        let (phone, directory) = (try await cast.phone("phone"), try RunningServer.current())
        try await directory.directoryIsTakenUp()
        // Nobody has published a key for the number yet.
        let early = try await cast.call()
        #expect(early.code == 1, "\(early.output)")
        #expect(early.output.contains("published no key"))

        let publish = ["keys", "publish", phone + ".pub", "--number", Cast.called] + cast.identity("callee")
        #expect(try await Cast.cps(publish + cast.at).code == 0)
        let waiting = try await cast.answer(phone)
        #expect(waiting.code == 1, "\(waiting.output)")
        #expect(waiting.output.contains("Nothing proves who is calling"))

        let call = try await cast.call("--attest", "A")
        #expect(call.code == 0, "\(call.output)")
        var rest = call.output[...]
        for line in [
            "Step 1: ", "Step 2: ", "Step 3: keys of the called party: 1", "Step 4: ", "Finally: copies placed: 1",
        ] {
            let place = try #require(rest.firstRange(of: line), "\(line) is not there, or not in its place")
            rest = rest[place.upperBound...]
        }
        #expect(rest.contains("Stored 1 copy. Now place the call."))

        let answer = try await cast.answer(phone)
        #expect(answer.code == 0, "\(answer.output)")
        for (step, name) in Cast.steps.enumerated() {
            let number = step < 6 ? "Step \(step + 1)" : "Then"
            #expect(answer.output.contains("\(number), \(name): 1 of 1 kept."))
        }
        #expect(answer.output.contains("Verified: +\(Cast.caller) is calling."))
        #expect(!answer.output.contains("fell out"))
        // Without --explain, only the end of it.
        let brief = try await cast.answer(phone, explain: false)
        #expect(brief.output.split(separator: "\n").count == 1)
        // The same PASSporT is of no use to whoever shows another number, and says so.
        let other = try await cast.answer(phone, from: "12155551213")
        #expect(other.code == 1, "\(other.output)")
        #expect(other.output.contains("Step 3, calling and called party: 0 of 1 kept."))
        #expect(other.output.contains("PASSporT 1 fell out: the PASSporT is of another calling party."))
    }

    @Test func aCalleeWhoGaveTheKeyAway() async throws {
        let cast = try await Cast()
        let phone = try await cast.phone("given")
        let call = try await cast.call("--recipient", phone + ".pub", "--json")
        #expect(call.code == 0, "\(call.output)")
        let placed = try JSONDecoder().decode(Placed.self, from: Data(call.output.utf8))
        #expect(placed.keys == 1 && placed.copies == 1 && placed.tokens == 1)
        #expect(placed.steps.map(\.step) == [1, 2, 3, 4, 5])
        let answer = try await cast.answer(phone, explain: false, "--json")
        #expect(answer.code == 0, "\(answer.output)")
        let verified = try JSONDecoder().decode(Answered.self, from: Data(answer.output.utf8))
        #expect(verified.verdict == "passed" && verified.distinctCalls == 1)
        #expect(verified.steps.map(\.step) == Array(1...7))
        #expect(verified.steps.allSatisfy { $0.kept == 1 && $0.fallen.isEmpty })
    }

    /// What somebody leaves who has a good certificate, but not for the number.
    @Test func forgedCalls() async throws {
        let cast = try await Cast()
        let forger = (key: cast.file("forger.key"), chain: cast.file("forger.pem"))
        let old = ["--iat", "\(Int64(Date().timeIntervalSince1970) - 600)"]
        let forgeries: [(name: String, chain: String, more: [String], step: Int, reason: String)] = [
            ("foreign", forger.chain, [], 4, "the certificate does not cover the calling party"),
            ("old", cast.file("caller.pem"), old, 5, "the PASSporT was issued too long ago"),
            (
                "resigned", cast.file("caller.pem"), [], 6,
                "the PASSporT was not signed with the key of this certificate"
            ),
        ]
        for forgery in forgeries {
            let phone = try await cast.phone(forgery.name)
            let signed = try await Cast.cps(
                [
                    "passport", "sign", "--key", forger.key, "--x5c", forgery.chain, "--orig", Cast.caller, "--dest",
                    Cast.called,
                ] + forgery.more)
            #expect(signed.code == 0, "\(signed.output)")
            let path = cast.file(forgery.name + ".passport")
            try Data(signed.output.utf8).write(to: URL(filePath: path))
            let store = ["store", "--file", path, "--to", phone + ".pub", "--wallet", cast.file("wallet")]
            #expect(try await Cast.cps(store + cast.at).code == 0)
            let answer = try await cast.answer(phone)
            #expect(answer.code == 2, "\(forgery.name): \(answer.output)")
            let fallen = "Step \(forgery.step), \(Cast.steps[forgery.step - 1]): 0 of 1 kept.\n"
            #expect(answer.output.contains(fallen + "    PASSporT 1 fell out: \(forgery.reason)."))
            #expect(answer.output.contains("NOT TO BE BELIEVED who is calling: \(forgery.reason)."))
            let told = try await cast.answer(phone, explain: false, "--json")
            #expect(told.code == 2)
            let report = try JSONDecoder().decode(Answered.self, from: Data(told.output.utf8))
            #expect(report.verdict == "none" && report.verified.isEmpty)
            #expect(report.steps.last?.step == forgery.step)
            #expect(report.steps.last?.fallen.map(\.reason) == [forgery.reason])

            // A true one beside it is found all the same, and the forged one is still named.
            guard forgery.step == 4 else { continue }
            #expect(try await cast.call("--recipient", phone + ".pub").code == 0)
            let both = try await cast.answer(phone)
            #expect(both.code == 0, "\(both.output)")
            #expect(both.output.contains("Step 4, valid and trusted credentials: 1 of 2 kept."))
            #expect(both.output.contains("fell out: \(forgery.reason)."))
        }
    }

    @Test func watching() async throws {
        let cast = try await Cast()
        let phone = try await cast.phone("watched")
        let start = ContinuousClock.now
        let quiet = try await cast.answer(phone, "--watch", "--interval", "0.2", "--timeout", "1")
        #expect(quiet.code == 1, "\(quiet.output)")
        #expect(ContinuousClock.now - start >= .milliseconds(700))
        async let answered = cast.answer(phone, "--watch", "--interval", "0.2", "--timeout", "50")
        let call = try await cast.call("--recipient", phone + ".pub")
        #expect(call.code == 0, "\(call.output)")
        let answer = try await answered
        #expect(answer.code == 0, "\(answer.output)")
        #expect(answer.output.contains("Verified: +\(Cast.caller) is calling."))
    }

    @Test func callersTheCertificateDoesNotCover() async throws {
        let cast = try await Cast()
        let phone = try await cast.phone("uncalled")
        let call = try await cast.call(from: "13035550100", "--recipient", phone + ".pub")
        #expect(call.code == 64)
        #expect(call.output.contains("no certificate of this service covers the calling party"))
        #expect(!call.output.contains("Step 1"))
        let told = try await cast.call(from: "13035550100", "--recipient", phone + ".pub", "--json")
        #expect(told.code == 64)
        #expect(try JSONDecoder().decode([String: String].self, from: Data(told.output.utf8))["error"] != nil)
        #expect(try await cast.answer(phone).code == 1)
        // --timeout is for --watch.
        #expect(try await cast.answer(phone, "--timeout", "1").code == 64)
    }

    private struct Placed: Decodable {
        struct Step: Decodable { let step: Int }
        let keys: Int
        let copies: Int
        let tokens: Int
        let steps: [Step]
    }

    private struct Answered: Decodable {
        struct Caller: Decodable { let caller: String }
        struct Step: Decodable {
            struct Fallen: Decodable { let reason: String }
            let step: Int
            let kept: Int
            let fallen: [Fallen]
        }
        let verdict: String
        let verified: [Caller]
        let distinctCalls: Int
        let steps: [Step]
    }
}
