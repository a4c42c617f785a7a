import Foundation
import ServiceHarness
import Testing
import ThrowawayPKI

/// What the operator reads at start.
@Suite(.timeLimit(.minutes(1)))
struct Start {
    @Test func aFolderOnADiskIsWarnedOf() async throws {
        let onDisk = URL(filePath: "/var/tmp/cpsd-e2e-\(UUID().uuidString)")
        for placements in [onDisk, nil] {
            let deployment = try Deployment([], placements: placements)
            defer { deployment.remove() }
            let server = try await deployment.start()
            let warned = server.process.output.contains("WARNING: \(deployment.placements.path) is not memory-backed")
            #expect(warned == (placements != nil))
            #expect(await server.stop() == 0)
        }
    }

    @Test func aCertificateThatClientsWillRefuseIsWarnedOf() async throws {
        for (isRefused, warning) in [
            (false, ""), (true, "which is not now"), (true, "but has to be for cps.example.com"),
        ] {
            let deployment = try Deployment([])
            defer { deployment.remove() }
            if warning.hasPrefix("which") {
                let past = ThrowawayValidity(notBefore: 1_600_000_000, notAfter: 1_700_000_000)
                try deployment.show(deployment.anotherCertificate(validity: past))
            } else if isRefused {
                try deployment.show(deployment.tlsAuthority.issueServer(names: ["localhost"], validity: .days(1)))
            }
            let server = try await deployment.start()
            let warnings = server.process.output.split(separator: "\n").filter {
                $0.contains("WARNING: public.certificate: ")
            }
            // Both listeners show it, and it is told once.
            #expect(warnings.count == (isRefused ? 1 : 0), "\(server.process.output)")
            #expect(warnings.allSatisfy { $0.contains(warning) }, "\(warnings)")
            #expect(await server.stop() == 0)
        }
    }

    @Test func aQuantumOfZeroIsWarnedOf() async throws {
        try await Deployment.running(["--release-quantum", "0"]) { server in
            #expect(server.process.output.contains("WARNING: --release-quantum is 0"))
        }
    }

    @Test func aSecondServiceOnTheSameFoldersIsRefused() async throws {
        try await Deployment.running([]) { server in
            let (code, output) = try await Tool.run(BuiltProgram.cpsd, server.deployment.arguments)
            #expect(code == 1)
            #expect(output.contains("cpsd cannot go on"))
            #expect(try await server.ask(RawRequest("GET", "/health")).status == 200)
        }
    }

    @Test(arguments: ["public", "issuance"], ["203.0.113.1", "no-such-host.invalid"])
    func anAddressThatCannotBeListenedOnIsNamedAndNothingElse(listener: String, host: String) async throws {
        let deployment = try Deployment(["--\(listener)-host", host])
        defer { deployment.remove() }
        let (code, output) = try await Tool.run(BuiltProgram.cpsd, deployment.arguments)
        #expect(code == 1)
        let reason = "cpsd cannot go on: the \(listener) listener cannot listen on \(host) port 0: "
        #expect(output.contains(reason), "\(output)")
        #expect(output.contains("(\(listener).host, \(listener).port)"), "\(output)")
        #expect(!output.contains("Already closed") && !output.contains("CancellationError"), "\(output)")
        #expect(!output.contains(" error "), "\(output)")
    }

    @Test func checkSaysAllFaultsAtOnce() async throws {
        let deployment = try Deployment([])
        defer { deployment.remove() }
        let good = try await Tool.run(BuiltProgram.cpsd, ["check"] + deployment.arguments)
        #expect(good.code == 0)
        #expect(!FileManager.default.fileExists(atPath: deployment.placements.path))

        let bad = try Deployment([
            "--passport-lifetime", "61", "--entries-default", "3", "--token-uses", "none", "--public-certificate",
            "/nowhere",
            "--log-level", "loud", "--unheard-of", "1",
        ])
        defer { bad.remove() }
        for command in ["check", "serve"] {
            let (code, output) = try await Tool.run(BuiltProgram.cpsd, [command] + bad.arguments)
            #expect(code == 78)
            #expect(output.contains("The configuration has 6 faults"))
            for name in [
                "passport.lifetime", "entries.default", "token-uses", "public.certificate", "log.level", "--unheard-of",
            ] {
                #expect(output.contains(name), "\(name) in \(output)")
            }
        }
    }
}
