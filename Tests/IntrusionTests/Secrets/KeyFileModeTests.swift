import Foundation
import ServiceHarness
import Testing

/// Files with keys that others may use are refused, with words.
@Suite("Modes of key files", .timeLimit(.minutes(15)))
struct KeyFileModeTests {
    @Test("the key of TLS", arguments: [0o644, 0o640, 0o604, 0o620, 0o660, 0o602, 0o611])
    func ofTLS(_ mode: Int) async throws {
        let deployment = try Deployment([])
        defer { deployment.remove() }
        let key = deployment.folder.appending(path: "server.key")
        try Self.set(mode, of: key)
        for command in ["check", "serve"] {
            let (code, output) = try await Tool.run(BuiltProgram.cpsd, [command] + deployment.arguments)
            #expect(code == 78)
            #expect(
                output.contains(
                    "public.key: \(key.path) may be used by others than its owner: run chmod 600 \(key.path)"),
                "\(output)")
        }
        try Self.set(0o400, of: key)
        #expect(try await Tool.run(BuiltProgram.cpsd, ["check"] + deployment.arguments).code == 0)
    }

    /// As Debian's group `ssl-cert` and systemd's credentials do it.
    @Test("the key of TLS, lent by another user through a group", .enabled(if: geteuid() == 0))
    func lent() async throws {
        let deployment = try Deployment([])
        defer { deployment.remove() }
        let key = deployment.folder.appending(path: "server.key")
        try FileManager.default.setAttributes(
            [.ownerAccountID: 64_123, .groupOwnerAccountID: 64_124], ofItemAtPath: key.path)
        for (mode, code) in [(0o640, 0), (0o440, 0), (0o600, 0), (0o644, 78), (0o660, 78), (0o650, 78), (0o604, 78)] {
            try Self.set(mode, of: key)
            let answer = try await Tool.run(BuiltProgram.cpsd, ["check"] + deployment.arguments)
            #expect(answer.code == code, "\(String(mode, radix: 8)): \(answer.output)")
            #expect(answer.output.contains("chmod 640") == (code != 0))
        }
    }

    @Test("the key of an epoch", arguments: [0o640, 0o604])
    func ofAnEpoch(_ mode: Int) async throws {
        try await Turn.shared.with {
            let deployment = try Deployment([])
            defer { deployment.remove() }
            let first = try await deployment.start()
            #expect(await first.stop() == 0)
            let ledger = deployment.folder.appending(path: "ledger")
            let name = try #require(
                try FileManager.default.contentsOfDirectory(atPath: ledger.path).first { $0.hasSuffix(".kcps") })
            let key = ledger.appending(path: name)
            #expect(
                try FileManager.default.attributesOfItem(atPath: key.path)[.posixPermissions] as? Int == 0o600)
            try Self.set(mode, of: key)
            let (code, output) = try await Tool.run(BuiltProgram.cpsd, deployment.arguments)
            #expect(code == 1)
            #expect(output.contains("cpsd cannot go on: \(key.path) may be used by others"), "\(output)")
        }
    }

    private static func set(_ mode: Int, of file: URL) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }
}
