package import Foundation
package import STIR
package import ThrowawayPKI

/// Folders, certificates and settings for one service, which may be started on them more than once.
package struct Deployment: Sendable {
    /// The name in the token challenge.
    package static let name = "cps.example.com"

    /// Flags for tests that ask once and expect to find what is there, on a machine that runs many tests at once: answers
    /// leave when they are ready.
    package static let patient = ["--release-quantum", "0"]

    package let folder: URL
    package let placements: URL
    package let stirAuthority: ThrowawayAuthority
    /// Whose certificates clients trust.
    package let tlsAuthority: ThrowawayAuthority
    /// What clients trust.
    package let tlsAuthorityPEM: String
    /// A caller whose certificate is as it should be.
    package let caller: ThrowawayCertificate
    /// What the command line says beside the necessary.
    package var flags: [String]

    /// Makes new folders and certificates.
    ///
    /// - Parameters:
    ///   - flags: settings beside the necessary ones; they win over the harness's own.
    ///   - placements: where PASSporTs are kept, where not in memory.
    package init(_ flags: [String], placements: URL? = nil) throws {
        let unique = "cpsd-e2e-\(UUID().uuidString)"
        folder = FileManager.default.temporaryDirectory.appending(path: unique)
        self.placements = placements ?? URL(filePath: "/dev/shm/\(unique)")
        self.flags = flags
        stirAuthority = try ThrowawayAuthority.create(commonName: "Test STIR authority", validity: .days(1))
        tlsAuthority = try ThrowawayAuthority.create(commonName: "Test TLS authority", validity: .days(1))
        tlsAuthorityPEM = try tlsAuthority.certificatePEM()
        caller = try stirAuthority.issueCaller(authorising: .nonCritical(try .oneNumber), validity: .days(1))
        let server = try tlsAuthority.issueServer(names: Self.names, validity: .days(1))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try show(server)
        try Data(stirAuthority.certificatePEM().utf8).write(to: folder.appending(path: "stir-ca.pem"))
    }

    /// What the service is reached by.
    private static let names = ["localhost", "127.0.0.1", name]

    /// Another certificate for the service, of the same authority.
    package func anotherCertificate(validity: ThrowawayValidity = .days(1)) throws -> ThrowawayCertificate {
        try tlsAuthority.issueServer(names: Self.names, validity: validity)
    }

    /// Puts a certificate where the service has its own. A service that runs is not told.
    package func show(_ certificate: ThrowawayCertificate) throws {
        try Data(certificate.chainPEM.utf8).write(to: folder.appending(path: "server.pem"), options: .atomic)
        let key = folder.appending(path: "server.key")
        try Data(certificate.keyPEM.utf8).write(to: key, options: .atomic)
        // Nobody else knows of the folder; with more permissions the service refuses it.
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
    }

    /// Puts authorities where the service has those whose holders get tokens. A service that runs is not told.
    package func trust(_ authorities: [ThrowawayAuthority]) throws {
        let pem = try authorities.map { try $0.certificatePEM() }.joined()
        try Data(pem.utf8).write(to: folder.appending(path: "stir-ca.pem"), options: .atomic)
    }

    /// The command line.
    package var arguments: [String] {
        let own = [
            "--name": Self.name, "--public-host": "127.0.0.1", "--public-port": "0",
            "--public-certificate": file("server.pem"), "--public-key": file("server.key"),
            "--issuance-host": "127.0.0.1", "--issuance-port": "0", "--issuance-trust-anchors": file("stir-ca.pem"),
            "--placements-folder": placements.path, "--ledger-folder": file("ledger"),
        ]
        return own.filter { !flags.contains($0.key) }.flatMap { [$0.key, $0.value] } + flags
    }

    /// Starts the service and waits until it is ready.
    ///
    /// - Parameter program: what serves; it takes the flags of `cpsd` and says what `cpsd` says.
    package func start(_ program: ServedProgram = .cpsd) async throws -> RunningServer {
        let process = try ServerProcess(program, arguments: arguments, outputIn: folder)
        do {
            // Plain, or as a line of JSON.
            try await eventually("the service is ready") {
                process.output.contains("cpsd: ready") || process.output.contains(#""message":"ready""#)
            }
        } catch {
            try? process.signal(SIGKILL)
            throw HarnessError.notStarted(process.output)
        }
        guard let publicPort = process.word(after: "public listener on 127.0.0.1 port ").flatMap({ Int($0) }),
            let issuancePort = process.word(after: "issuance listener on 127.0.0.1 port ").flatMap({ Int($0) })
        else { throw HarnessError.notStarted(process.output) }
        return RunningServer(deployment: self, process: process, publicPort: publicPort, issuancePort: issuancePort)
    }

    /// Starts a service, uses it, ends it and removes its folders, also where the use fails.
    @discardableResult
    package static func running<Value>(
        _ flags: [String], _ program: ServedProgram = .cpsd, _ use: (RunningServer) async throws -> Value
    ) async throws -> Value {
        let deployment = try Deployment(flags)
        defer { deployment.remove() }
        let server = try await deployment.start(program)
        do {
            let value = try await use(server)
            _ = await server.stop()
            return value
        } catch {
            _ = await server.stop()
            throw error
        }
    }

    /// Removes the folders.
    package func remove() {
        for folder in [folder, placements] { try? FileManager.default.removeItem(at: folder) }
    }

    private func file(_ name: String) -> String { folder.appending(path: name).path }
}

extension TNAuthorizationList {
    /// The number in the certificates of tests.
    package static let testNumber = "12155550121"

    /// A list of that number.
    package static var oneNumber: Self {
        get throws { try Self([.one(try TelephoneNumber(digits: testNumber))]) }
    }
}
