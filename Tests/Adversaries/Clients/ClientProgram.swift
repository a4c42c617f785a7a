package import Foundation
package import ServiceHarness
internal import Subprocess
internal import ThrowawayPKI

/// The program `cps` as one client runs it: with a home, a wallet, an identity and a machine of its own.
package struct ClientProgram: Sendable {
    /// What its machine says about itself.
    package let environment: [String: String]
    package let folder: URL

    /// A client whose files are in a folder of their own below an existing one.
    ///
    /// - Parameter environment: variables that this client has and others have not.
    package init(in parent: URL, environment: [String: String] = [:]) throws {
        folder = parent.appending(path: "client-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path].merging(environment) { $1 }
    }

    /// The path of one of its files.
    package func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Writes one of its files, for its eyes alone.
    package func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(name))
    }

    /// How a command ended, and what it said.
    package struct Ending: Sendable {
        package let code: Int
        package let output: String
    }

    /// Runs one command, for a minute at the longest.
    package func run(_ arguments: [String]) async throws -> Ending {
        let variables = environment.reduce(into: [Environment.Key: String]()) { variables, pair in
            if let key = Environment.Key(rawValue: pair.key) { variables[key] = pair.value }
        }
        let result = try await Subprocess.run(
            .name("timeout"), arguments: Arguments(["60", BuiltProgram.cps] + arguments),
            environment: .custom(variables), input: .none, output: .string(limit: 1 << 20),
            error: .combinedWithOutput)
        guard case .exited(let code) = result.terminationStatus else {
            return Ending(code: -1, output: result.standardOutput)
        }
        return Ending(code: Int(code), output: result.standardOutput)
    }

    /// `cps tokens get` with a STIR certificate, at a service that tells its own issuer.
    package func getTokens(
        _ count: Int, as identity: ClientIdentity, from service: String, trusting authority: String
    ) async throws -> Ending {
        try write(identity.chainPEM, to: "stir.pem")
        try write(identity.keyPEM, to: "stir.key")
        try write(authority, to: "tls-ca.pem")
        return try await run([
            "tokens", "get", "--count", "\(count)", "--certificate", path("stir.pem"), "--key", path("stir.key"),
            "--service", service, "--tls-ca", path("tls-ca.pem"), "--wallet", path("wallet"), "--json",
        ])
    }
}
