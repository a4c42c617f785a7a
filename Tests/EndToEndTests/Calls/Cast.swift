import Foundation
import STIR
import ServiceHarness
import ThrowawayPKI

/// Caller, callee and forger with their certificates in files, a full wallet, and what they type.
struct Cast {
    static let caller = "12155551212"
    static let called = "12155551250"
    /// The names that `--explain` has for the steps of RFC 8816 section 8.2, and for what comes after.
    static let steps = [
        "full-form PASSporTs", "known extensions", "calling and called party", "valid and trusted credentials",
        "issued just now", "signature", "not used for another call",
    ]

    private let folder: URL
    /// Where the service is.
    let at: [String]

    /// Makes a folder within that of the running service, so that it goes away with it.
    init() async throws {
        let server = try RunningServer.current()
        folder = server.deployment.folder.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let authority = server.deployment.stirAuthority
        let holders = [("caller", "12155551200"), ("callee", Self.called), ("forger", "13035550100")]
        for (name, first) in holders {
            let range = try TelephoneNumberRange(start: TelephoneNumber(digits: first), count: 50)
            let certificate = try authority.issueCaller(
                authorising: .nonCritical(try TNAuthorizationList([.range(range)])), validity: .days(1))
            try Data(certificate.chainPEM.utf8).write(to: folder.appending(path: name + ".pem"))
            try Data(certificate.keyPEM.utf8).write(to: folder.appending(path: name + ".key"))
        }
        try Data(authority.certificatePEM().utf8).write(to: folder.appending(path: "stir-ca.pem"))
        try Data(server.deployment.tlsAuthorityPEM.utf8).write(to: folder.appending(path: "tls-ca.pem"))
        at = [
            "--service", "https://localhost:\(server.publicPort)",
            "--tls-ca", folder.appending(path: "tls-ca.pem").path,
        ]
        let got = try await Self.cps(
            ["tokens", "get", "--count", "4", "--wallet", file("wallet")] + identity("caller") + at)
        guard got.code == 0 else { throw HarnessError.notStarted(got.output) }
    }

    /// The path of a file of theirs.
    func file(_ name: String) -> String { folder.appending(path: name).path }

    /// Whose certificate and key.
    func identity(_ name: String) -> [String] {
        ["--certificate", file(name + ".pem"), "--key", file(name + ".key")]
    }

    /// A new key of the callee, as the path of its file.
    func phone(_ name: String) async throws -> String {
        let made = try await Self.cps(["keygen", "--no-passphrase", file(name + ".phone")])
        guard made.code == 0 else { throw HarnessError.notStarted(made.output) }
        return file(name + ".phone")
    }

    /// The README's `cps call`.
    func call(from caller: String = Self.caller, _ more: String...) async throws -> (code: Int, output: String) {
        try await Self.cps(
            ["call", "--from", caller, "--to", Self.called, "--explain"] + trust + at
                + ["--wallet", file("wallet")] + identity("caller") + more)
    }

    /// The README's `cps answer`.
    func answer(
        _ phone: String, from caller: String = Self.caller, explain: Bool = true, _ more: String...
    ) async throws -> (code: Int, output: String) {
        try await Self.cps(
            ["answer", phone, "--from", caller, "--to", Self.called] + (explain ? ["--explain"] : []) + trust + at
                + more)
    }

    /// Runs the program.
    static func cps(_ arguments: [String]) async throws -> (code: Int, output: String) {
        try await Tool.run(BuiltProgram.cps, arguments)
    }

    private var trust: [String] { ["--trust-anchor", file("stir-ca.pem")] }
}
