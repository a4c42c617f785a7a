import Foundation
import STIR
import ServiceHarness
import Testing
import ThrowawayPKI

/// One call by the program `cps` on both sides, and how its exit codes tell the outcomes apart.
@Suite(.served("--name", "localhost"), .timeLimit(.minutes(1)))
struct Caller {
    private static let called = "12155550199"

    @Test func aCallReachesWhomItIsForAndNobodyElse() async throws {
        let server = try RunningServer.current()
        let folder = server.deployment.folder
        func file(_ name: String) -> String { folder.appending(path: name).path }
        try Data(server.deployment.tlsAuthorityPEM.utf8).write(to: folder.appending(path: "tls-ca.pem"))
        try Data(server.deployment.caller.chainPEM.utf8).write(to: folder.appending(path: "caller.pem"))
        try Data(server.deployment.caller.keyPEM.utf8).write(to: folder.appending(path: "caller.key"))
        let at = ["--service", "https://localhost:\(server.publicPort)", "--tls-ca", file("tls-ca.pem")]
        let wallet = ["--wallet", file("wallet")]
        let trust = ["--certificate", file("caller.pem"), "--trust-anchor", file("stir-ca.pem")]

        for name in ["callee.key", "stranger.key"] {
            #expect(try await Self.cps("keygen", file(name), "--no-passphrase").code == 0)
        }
        let identity = ["--certificate", file("caller.pem"), "--key", file("caller.key")]
        #expect(try await Self.cps(["tokens", "get", "--count", "1"] + at + wallet + identity).code == 0)
        let passport = try await Self.cps(
            "passport", "sign", "--key", file("caller.key"), "--x5u", "https://localhost/caller.pem", "--attest", "A",
            "--orig", TNAuthorizationList.testNumber, "--dest", Self.called)
        #expect(passport.code == 0)
        try Data(passport.output.utf8).write(to: folder.appending(path: "passport"))
        #expect(try await Self.cps(["poll", file("callee.key")] + at + trust).code == 1)
        let store = ["store", "--file", file("passport"), "--to", file("callee.key.pub")] + at + wallet
        #expect(try await Self.cps(store).code == 0)

        let poll = try await Self.cps(["poll", file("callee.key")] + at + trust)
        #expect(poll.code == 0)
        #expect(poll.output.contains(TNAuthorizationList.testNumber))
        #expect(try await Self.cps(["poll", file("stranger.key")] + at + trust).code == 1)
        // The wallet held one token, and that is spent.
        #expect(try await Self.cps(store).code == 64)

        // Without a trust anchor that leads to the caller, what came is not verified.
        let untrusted = ["--certificate", file("caller.pem"), "--trust-anchor", file("tls-ca.pem")]
        #expect(try await Self.cps(["poll", file("callee.key")] + at + untrusted).code == 2)
        let watch = ["--watch", "--count", "1", "--timeout", "20"]
        #expect(try await Self.cps(["poll", file("callee.key")] + at + untrusted + watch).code == 2)
        #expect(try await Self.cps(["poll", file("callee.key")] + at + trust + watch).code == 0)
        #expect(await server.stop() == 0)
        #expect(try await Self.cps(["poll", file("callee.key")] + at + trust).code == 3)
    }

    @Test(arguments: [["poll", "--bogus"], ["tokens", "get", "--count", "0"], ["nonsense"]])
    func wrongArgumentsAreToldInJSONToo(arguments: [String]) async throws {
        let told = try await Self.cps(arguments + ["--json"])
        #expect(told.code == 64)
        let answer = try JSONDecoder().decode([String: String].self, from: Data(told.output.utf8))
        #expect(answer["error"] == "usage")
        #expect(answer["detail"]?.isEmpty == false)
        let help = try await Self.cps(["poll", "--json", "--help"])
        #expect(help.code == 0)
        #expect(help.output.contains("USAGE"))
    }

    @Test(arguments: [
        ["index", "/nope"], ["passport", "sign", "--key", "/nope", "--x5u", "u:", "--orig", "1", "--dest", "1"],
        ["dev-pki", "/proc/nope"], ["open", "/nope", "/nope"], ["store", "..c2ln", "--to", "/nope"],
        ["store", "--file", "/nope", "--to", String(repeating: "09", count: 32), "--service", "https://localhost"],
    ])
    func whatIsNotThereIsNamedInWords(arguments: [String]) async throws {
        let told = try await Self.cps(arguments)
        #expect(told.code == 64)
        #expect(told.output.contains("nope"))
        #expect(told.output.contains("No such file or directory"))
        #expect(!told.output.contains("Error Domain"))
    }

    private static func cps(_ arguments: String...) async throws -> (code: Int, output: String) {
        try await cps(arguments)
    }

    private static func cps(_ arguments: [String]) async throws -> (code: Int, output: String) {
        try await Tool.run(BuiltProgram.cps, arguments)
    }
}
