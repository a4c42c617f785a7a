import Foundation
import KeyDirectory
import STIR
import ServiceHarness
import Testing
import ThrowawayPKI

/// Key bindings over TLS: who may publish, replace and withdraw, and what a stranger is answered.
@Suite(
    .serialized, .served("--keys-quota", "40", "--keys-per-signer", "20", "--log-level", "trace"),
    .timeLimit(.minutes(2)))
struct Publishing {
    private static let downloaded = "12155550130"
    private static let crowded = "12155550140"

    @Test func rules() async throws {
        let server = try RunningServer.current()
        try await server.directoryIsTakenUp()
        let publisher = try Publisher(server.deployment.caller)
        let other = try Publisher.other(at: server)
        let empty = try await server.bucket()
        #expect(empty.status == 200)
        #expect(empty.only("content-type") == "application/vnd.cps.key-bindings")
        #expect(empty.only("etag") == nil, "a look-up is never conditional")

        let first = try publisher.binding(sequence: 5)
        #expect(try await server.send(first, as: publisher.identity).status == 201)
        #expect(try await server.send(first, as: publisher.identity).status == 201)
        #expect(try await server.sequences() == [5])
        #expect(try await server.bucket().shape == empty.shape, "a bucket looks the same full or empty")

        // An old one, one that another sends, one that another's certificate signs, one for another's number.
        try expectProblem(
            try await server.send(try publisher.binding(sequence: 4), as: publisher.identity), 409, "binding-outdated")
        let newer = try publisher.binding(sequence: 6)
        try expectProblem(try await server.send(newer, as: other.identity), 403, "binding-of-another")
        #expect(try await server.send(try other.binding(sequence: 9), as: other.identity).status == 201)
        #expect(try await server.sequences() == [5, 9])
        try expectProblem(
            try await server.send(try publisher.binding("12155550122"), as: publisher.identity), 403, "binding-refused")
        #expect(try await server.send(newer, as: publisher.identity).status == 201)
        try expectProblem(try await server.send(first, as: publisher.identity), 409, "binding-outdated")
        #expect(try await server.sequences() == [6, 9])

        // Withdrawals.
        let withdrawal = try publisher.withdrawal(sequence: 6)
        let type = RunningServer.withdrawalType
        try expectProblem(try await server.send(withdrawal, as: other.identity, type: type), 403, "binding-of-another")
        #expect(
            try await server.send(try other.withdrawal(sequence: 8), as: other.identity, type: type).status == 409)
        #expect(try await server.send(withdrawal, as: publisher.identity, type: type).status == 204)
        #expect(try await server.send(withdrawal, as: publisher.identity, type: type).status == 204)
        #expect(try await server.sequences() == [9])
        try expectProblem(try await server.send(newer, as: publisher.identity), 409, "binding-outdated")
        #expect(
            try await server.send(try other.withdrawal(sequence: 9), as: other.identity, type: type).status == 204)
        #expect(try await server.bucket().body == empty.body)
        let output = server.process.output
        #expect(!output.contains(TNAuthorizationList.testNumber))
        for text in [first, newer, withdrawal] { #expect(!output.contains(text.suffix(40))) }
    }

    @Test func badInput() async throws {
        let server = try RunningServer.current()
        try await server.directoryIsTakenUp()
        let publisher = try Publisher.other(at: server)
        let good = try publisher.binding(sequence: 1)
        for bad in ["x", "..", good + "A", good.replacing(".", with: "!"), "\u{e9}"] {
            try expectProblem(try await server.send(bad, as: publisher.identity), 400, "malformed-binding")
        }
        // One kind of statement under the other's type.
        try expectProblem(
            try await server.send(good, as: publisher.identity, type: RunningServer.withdrawalType), 400,
            "malformed-binding")
        try expectProblem(
            try await server.send(good, as: publisher.identity, type: "application/json"), 415, "wrong-media-type")
        let huge = String(repeating: "A", count: KeyBinding.maximumBytes + 1)
        try expectProblem(try await server.send(huge, as: publisher.identity), 413, "wrong-size")
        try expectProblem(try await server.send("", as: publisher.identity), 413, "wrong-size")
        for digits in ["", "0", "000", "0000", "zz", "AA", "00/", "00x"] {
            let answer = try await server.ask(RawRequest("GET", "/key-bindings/\(digits)"))
            if digits == "00/" {
                try expectProblem(answer, 404, "not-found")
            } else {
                try expectProblem(answer, 400, "malformed-bucket")
            }
        }
        try expectProblem(try await server.ask(RawRequest("GET", "/key-bindings/00?x=1")), 404, "not-found")
        // Nothing is published without a certificate.
        for path in ["/key-bindings", "/key-bindings/00", "/key-bindings/broad"] {
            let request = RawRequest(
                "POST", path, fields: [("content-type", RunningServer.bindingType)], body: Array(good.utf8))
            try expectProblem(try await server.ask(request), 405, "method-not-allowed")
        }
    }

    @Test func downloadIsConditionalAndTheSameForEveryone() async throws {
        let server = try RunningServer.current()
        try await server.directoryIsTakenUp()
        let publisher = try Publisher.other(at: server, for: Self.downloaded)
        #expect(
            try await server.send(try publisher.binding(Self.downloaded, name: "d"), as: publisher.identity).status
                == 201)
        for path in ["/key-bindings", "/key-bindings/broad"] {
            let whole = try await server.ask(RawRequest("GET", path))
            #expect(whole.status == 200)
            let tag = try #require(whole.only("etag"))
            #expect(tag == "\"\(KeyBindingList.entityTag(of: try KeyBindingList.decode(whole.body)))\"")
            #expect(try await server.ask(RawRequest("GET", path)).only("etag") == tag)
            for named in [tag, "W/" + tag, "\"x\", " + tag, "*"] {
                let answer = try await server.ask(RawRequest("GET", path, fields: [("if-none-match", named)]))
                #expect(answer.status == 304)
                #expect(answer.body.isEmpty)
                #expect(answer.only("etag") == tag)
            }
            #expect(try await server.ask(RawRequest("GET", path, fields: [("if-none-match", "\"x\"")])).status == 200)
        }
        let tag = try #require(try await server.ask(RawRequest("GET", "/key-bindings")).only("etag"))
        #expect(
            try await server.send(
                try publisher.binding(Self.downloaded, name: "d", sequence: 2), as: publisher.identity
            ).status == 201)
        let changed = try await server.ask(RawRequest("GET", "/key-bindings", fields: [("if-none-match", tag)]))
        #expect(changed.status == 200)
        #expect(changed.only("etag") != tag)
    }

    @Test func quotaAndNames() async throws {
        let server = try RunningServer.current()
        try await server.directoryIsTakenUp()
        let publisher = try Publisher.other(at: server, for: Self.crowded)
        // Sixteen for one number are all that one issuer's signers may have, whoever they are.
        var statuses: [Int] = []
        for number in 0..<17 {
            let binding = try publisher.binding(Self.crowded, name: "q\(number)")
            statuses.append(try await server.send(binding, as: publisher.identity).status)
        }
        #expect(statuses.contains(409))
        #expect(statuses.first == 201)
        var last = 0
        for sequence in Int64(2)...60 where last != 429 {
            last = try await server.send(
                try publisher.binding(Self.crowded, name: "q0", sequence: sequence), as: publisher.identity
            )
            .status
            #expect([201, 429].contains(last))
        }
        #expect(last == 429)
        for number in 0..<17 {
            let withdrawal = try publisher.withdrawal(name: "q\(number)", sequence: 1000)
            let answer = try await server.send(
                withdrawal, as: publisher.identity, type: RunningServer.withdrawalType)
            #expect([204, 429].contains(answer.status), "what is published can always be taken back")
        }
    }
}
