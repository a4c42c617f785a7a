import Foundation
import STIR
import ServiceHarness
import Testing
import ThrowawayPKI

/// `cps keys` and the client library against the real service.
@Suite(.served("--name", "localhost"), .timeLimit(.minutes(2)))
struct KeysCommands {
    private struct Found: Decodable {
        struct Key: Decodable {
            let publicKey: String
            let service: String
            let name: String
        }

        let keys: [Key]
        let refused: [String]
    }

    private static func cps(_ arguments: [String]) async throws -> (code: Int, output: String) {
        try await Tool.run(BuiltProgram.cps, arguments)
    }

    @Test func publishLookUpReplaceWithdraw() async throws {
        let server = try RunningServer.current()
        try await server.directoryIsTakenUp()
        let folder = server.deployment.folder
        func file(_ name: String) -> String { folder.appending(path: name).path }
        try Data(server.deployment.tlsAuthorityPEM.utf8).write(to: folder.appending(path: "tls-ca.pem"))
        let entries: [TNEntry] = [
            .one(try TelephoneNumber(digits: "12155551213")),
            .range(try TelephoneNumberRange(start: TelephoneNumber(digits: "12155551000"), count: 1000)),
        ]
        let callee = try server.deployment.stirAuthority.issueCaller(
            authorising: .nonCritical(try TNAuthorizationList(entries)), validity: .days(30))
        try Data(callee.chainPEM.utf8).write(to: folder.appending(path: "callee.pem"))
        try Data(callee.keyPEM.utf8).write(to: folder.appending(path: "callee.key"))
        for name in ["phone", "laptop"] {
            #expect(try await Self.cps(["keygen", file(name), "--no-passphrase"]).code == 0)
        }
        let at = ["--service", "https://localhost:\(server.publicPort)", "--tls-ca", file("tls-ca.pem")]
        let identity = ["--certificate", file("callee.pem"), "--key", file("callee.key")]
        let numbers = ["--number", "+1 (215) 555-1213", "--range", "12155551000+1000"]
        let publish = ["keys", "publish", file("phone.pub")] + numbers + identity + at
        let nowhere = Array(publish.dropLast(at.count))
        #expect(try await Self.cps(nowhere).code == 64, "nobody said where callers are to store")
        let published = try await Self.cps(publish + ["--at", "https://CPS.example:443/", "--json"])
        #expect(published.code == 0, "\(published.output)")

        let trust = ["--trust-anchor", file("stir-ca.pem")]
        func lookUp(_ number: String, _ trust: [String] = trust) async throws -> (code: Int, found: Found?) {
            let (code, output) = try await Self.cps(["keys", "lookup", number, "--json"] + trust + at)
            return (code, try? JSONDecoder().decode(Found.self, from: Data(output.utf8)))
        }
        for number in ["12155551213", "+1 215 555 1000", "12155551999"] {
            let (code, found) = try await lookUp(number)
            #expect(code == 0)
            #expect(found?.keys.map(\.service) == ["https://cps.example"])
        }
        #expect(try await lookUp("12155552000").code == 1)
        // Someone who trusts other authorities believes nothing of it.
        let (code, found) = try await lookUp("12155551213", ["--trust-anchor", file("tls-ca.pem")])
        #expect(code == 2)
        #expect(found?.refused == ["certificate-refused"])

        // The same numbers again: replaced. With a name of its own: beside it.
        let more = ["keys", "publish", file("laptop.pub")] + numbers + identity + at + ["--at", "https://cps.example"]
        #expect(try await Self.cps(more).code == 0)
        #expect(try await lookUp("12155551213").found?.keys.count == 1)
        #expect(try await Self.cps(more + ["--as", "laptop"]).code == 0)
        #expect(try await lookUp("12155551213").found?.keys.count == 2)
        let withdraw = ["keys", "withdraw"] + identity + at
        #expect(try await Self.cps(withdraw + ["--as", "laptop"]).code == 0)
        #expect(try await lookUp("12155551213").found?.keys.count == 1)
        #expect(try await Self.cps(withdraw + numbers).code == 0)
        #expect(try await lookUp("12155551213").code == 1)
        // A number that the certificate does not name.
        let foreign = ["keys", "publish", file("phone.pub"), "--number", "12155559999", "--at", "https://cps.example"]
        #expect(try await Self.cps(foreign + identity + at).code == 2)
    }
}
