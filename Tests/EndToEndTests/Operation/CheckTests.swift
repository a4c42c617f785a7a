import Foundation
import ServiceHarness
import Testing
import ThrowawayPKI

/// What `cpsd check` finds wrong before a service is started on it.
@Suite(.timeLimit(.minutes(1)))
struct Checking {
    @Test func graceHasToFitTheLedger() async throws {
        try await Self.expectFaults(["--epoch-length", "60", "--epoch-grace", "100000"], ["epoch.grace: is 100000"])
    }

    @Test func whatIsNoSettingIsAFault() async throws {
        try await Self.expectFaults(["serv"], ["serv: is neither a command nor the value of a setting"])
        try await Self.expectFaults(["--nothing", "1"], ["--nothing: is no setting"])
        try await Self.expectFaults(
            ["--token-uses", "4", "--token-uses", "5"], ["--token-uses: is given more than once"])
    }

    @Test func aKeyHasToBelongToItsCertificate() async throws {
        try await Self.expectFaults([], ["server.key"]) { deployment in
            let other = try ThrowawayAuthority.create(commonName: "Another", validity: .days(1))
            try Data(other.keyPEM.utf8).write(to: deployment.folder.appending(path: "server.key"))
        }
    }

    @Test func filesThatCannotBeUsedAreNamedInWords() async throws {
        func write(_ text: String, _ name: String) -> (Deployment) throws -> Void {
            { try Data(text.utf8).write(to: $0.folder.appending(path: name)) }
        }
        try await Self.expectFaults(
            ["--public-certificate", "/nowhere"], ["public.certificate: /nowhere does not exist"])
        try await Self.expectFaults(["--public-key", "/dev"], ["public.key: /dev is a folder; name a file"])
        try await Self.expectFaults(
            [], ["server.pem does not hold certificates in PEM"], after: write("x", "server.pem"))
        try await Self.expectFaults([], ["server.key does not hold a private key"], after: write("x", "server.key"))
        try await Self.expectFaults([], ["stir-ca.pem is empty"], after: write("", "stir-ca.pem"))
    }

    @Test(arguments: [
        ("", "is empty"), ("{\"name\": ", "is not a whole JSON object"), ("[]", "is not a whole JSON object"),
    ])
    func aConfigurationFileHasToBeAJSONObject(_ text: String, _ fault: String) async throws {
        let deployment = try Deployment([])
        defer { deployment.remove() }
        let file = deployment.folder.appending(path: "cpsd.json")
        try Data(text.utf8).write(to: file)
        let (code, output) = try await Tool.run(
            BuiltProgram.cpsd, ["check", "--config", file.path] + deployment.arguments)
        #expect(code == 78)
        #expect(output.contains("--config: \(file.path) \(fault)"), "\(output)")
    }

    @Test func aFaultIsToldOnce() async throws {
        try await Self.expectFaults(["--entries-maximum", "5000"], ["entries.maximum: is 5000"])
        try await Self.expectFaults(["--name", ""], ["name: is not set. The service's host name"])
    }

    @Test func foldersHaveToBeUsableAndNothingIsLeft() async throws {
        try await Self.expectFaults(
            ["--ledger-folder", "/nowhere/ledger"], ["ledger.folder: cannot be made: /nowhere"])
        try await Self.expectFaults(
            ["--placements-folder", "/dev/null"], ["placements.folder: is /dev/null, which is"])
    }

    @Test func theCertificateHasToBeValidNowAndForTheName() async throws {
        try await Self.expectFaults(["--name", "other.example"], ["but has to be for other.example"]) { _ in }
        try await Self.expectFaults([], ["which is not now"]) { deployment in
            let server = try ThrowawayAuthority.create(commonName: "Old", validity: .days(1)).issueServer(
                names: [Deployment.name], validity: ThrowawayValidity(notBefore: 1_600_000_000, notAfter: 1_700_000_000)
            )
            try Data(server.chainPEM.utf8).write(to: deployment.folder.appending(path: "server.pem"))
            try Data(server.keyPEM.utf8).write(to: deployment.folder.appending(path: "server.key"))
        }
    }

    @Test func theVersionIsSaid() async throws {
        let (code, output) = try await Tool.run(BuiltProgram.cpsd, ["--version"])
        #expect(code == 0)
        #expect(output == "cpsd 1 (protocol version 1)\n")
    }

    /// Expects that `check` says these faults, no others, and each of them once.
    static func expectFaults(
        _ flags: [String], _ faults: [String], after change: (Deployment) throws -> Void = { _ in },
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let deployment = try Deployment(flags)
        defer { deployment.remove() }
        try change(deployment)
        let (code, output) = try await Tool.run(BuiltProgram.cpsd, ["check"] + deployment.arguments)
        #expect(code == 78, "\(output)", sourceLocation: sourceLocation)
        #expect(output.split(separator: "\n").count == faults.count + 1, "\(output)", sourceLocation: sourceLocation)
        for fault in faults {
            #expect(output.ranges(of: fault).count == 1, "\(fault) in \(output)", sourceLocation: sourceLocation)
        }
    }
}
