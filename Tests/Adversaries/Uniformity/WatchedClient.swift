internal import Foundation
internal import STIR
internal import ServiceHarness
internal import ThrowawayPKI

/// A client that does all that clients do, with the real program.
struct WatchedClient {
    /// Its STIR certificate.
    let identity: ClientIdentity
    private let machine: ClientMachine
    private let program: ClientProgram
    private let service: [String]
    private let watchers: [ForwardedListener]

    /// A client with a new home.
    init(
        _ machine: ClientMachine, at url: String, trusting authority: String, on server: RunningServer,
        seenBy watchers: [ForwardedListener]
    ) throws {
        self.machine = machine
        self.watchers = watchers
        identity = try server.deployment.stirAuthority.issueCaller(
            authorising: .nonCritical(try .oneNumber), validity: .days(1))
        program = try ClientProgram(in: server.deployment.folder, environment: machine.environment)
        try program.write(identity.chainPEM, to: "stir.pem")
        try program.write(identity.keyPEM, to: "stir.key")
        try program.write(authority, to: "tls-ca.pem")
        service = ["--service", url, "--tls-ca", program.path("tls-ca.pem")]
    }

    /// What it did before it is watched, which makes its wallet older than another's.
    func liveBefore() async throws {
        try await expect(0, ["keygen", "--no-passphrase", program.path("callee.key")])
        let sign = [
            "passport", "sign", "--key", program.path("stir.key"), "--x5u", machine.x5u, "--attest", "A", "--orig",
            TNAuthorizationList.testNumber, "--dest", machine.called,
        ]
        try program.write(try await expect(0, sign), to: "passport")
        if machine.earlierTokens > 0 { try await expect(0, getTokens(machine.earlierTokens)) }
        for _ in 0..<machine.earlierCalls { try await expect(0, store) }
    }

    /// A life: a token, a poll that finds nothing, a call, a poll that finds it, an answer opened later.
    func live() async throws -> ClientLife {
        try await expect(0, ["keygen", "--no-passphrase", program.path("fresh.key")])
        defer { for name in ["fresh.key", "fresh.key.pub", "batch"] { remove(name) } }
        return ClientLife(steps: [
            try await step("tokens get", 0, getTokens(1)),
            try await step("poll", 1, ["poll", program.path("fresh.key")] + service),
            try await step("store", 0, store),
            try await step(
                "poll --save", 0, ["poll", program.path("callee.key"), "--save", program.path("batch")] + service),
            try await step("open", 0, ["open", program.path("callee.key"), program.path("batch")]),
        ])
    }

    private func getTokens(_ count: Int) -> [String] {
        [
            "tokens", "get", "--count", "\(count)", "--certificate", program.path("stir.pem"), "--key",
            program.path("stir.key"), "--wallet", program.path("wallet"),
        ] + service
    }

    private var store: [String] {
        [
            "store", "--file", program.path("passport"), "--to", program.path("callee.key.pub"), "--wallet",
            program.path("wallet"),
        ] + service
    }

    private func step(_ name: String, _ code: Int, _ arguments: [String]) async throws -> ClientLife.Step {
        for watcher in watchers { _ = watcher.take() }
        try await expect(code, arguments)
        let seen = watchers.flatMap { $0.take() }.sorted { $0.opened < $1.opened }
        return ClientLife.Step(command: name, connections: seen.map(\.connection))
    }

    @discardableResult
    private func expect(_ code: Int, _ arguments: [String]) async throws -> String {
        let ending = try await program.run(arguments)
        guard ending.code == code else { throw Unexpected(words: "\(arguments.prefix(2)): \(ending)") }
        return ending.output
    }

    private func remove(_ name: String) {
        try? FileManager.default.removeItem(atPath: program.path(name))
    }

    /// A command ended as it should not.
    struct Unexpected: Error {
        let words: String
    }
}
