import BlindTokens
import Foundation
import NIOSSL
import ServiceHarness
import Testing
import ThrowawayPKI

/// Certificates and authorities that are replaced while the service runs.
@Suite(.inTurn, .timeLimit(.minutes(2)))
struct CertificateReplacement {
    @Test func noRequestFailsOnASignalNorOnAChangeOfFiles() async throws {
        try await Self.running { server in
            let first = try await Self.shown(by: server)
            let tally = try await SteadyLoad.beside(server) { load in
                try await RawConnection.open(to: server.publicEndpoint) { kept in
                    #expect(try await kept.exchange(RawRequest("GET", "/health")).status == 200)
                    #expect(try await kept.servedCertificate() == first)
                    let second = try await Self.replacedByASignal(at: server)
                    try await Self.expect(second, shownBy: server)

                    let third = try server.deployment.anotherCertificate()
                    try server.deployment.show(third)
                    try await Self.expect(third, shownBy: server)
                    // What is open goes on.
                    #expect(try await kept.exchange(RawRequest("GET", "/health")).status == 200)
                    #expect(try await kept.servedCertificate() == first)
                }
                let so = load.tally
                try await eventually("the load goes on with the new certificate") {
                    load.tally.stores > so.stores + 8 && load.tally.polls > so.polls + 16
                }
            }
            #expect(tally.failureCount == 0, "\(tally.failures)")
            let said = server.process.output
            #expect(said.contains("the public listener's certificate, now valid until"))
            #expect(said.contains("the issuance listener's certificate, now valid until"))
        }
    }

    @Test func whatIsBrokenIsSaidAndTheFormerIsKept() async throws {
        try await Self.running { server in
            let first = try await Self.shown(by: server)
            for (number, broken) in Broken.all.enumerated() {
                try broken.write(server.deployment)
                // By a signal and by a change of files in turns.
                if number % 2 == 0 { try server.process.signal(SIGHUP) }
                let refusal = number % 2 == 0 ? "the configuration was not reloaded" : "changed files are not used"
                try await eventually("\(refusal): \(broken.fault)") {
                    server.process.output.split(separator: "\n").contains {
                        $0.contains(refusal) && $0.contains(broken.fault)
                    }
                }
                #expect(try await Self.shown(by: server) == first, "\(broken.fault)")
                #expect(try await server.token().token.bytes.count > 0)
            }
            let refusals = server.process.output.split(separator: "\n").filter { $0.contains("server.") }
            #expect(refusals.allSatisfy { $0.contains(" error ") }, "\(refusals)")
            let mended = try server.deployment.anotherCertificate()
            try server.deployment.show(mended)
            try await Self.expect(mended, shownBy: server)
        }
    }

    @Test func theMetricsSayWhenTheOneThatIsShownEnds() async throws {
        let flags = Deployment.patient + ["--metrics-enabled", "true", "--metrics-port", "0"]
        try await Deployment.running(flags) { server in
            func expectExpiry(of certificate: [UInt8]) async throws {
                let notAfter = try NIOSSLCertificate(bytes: certificate, format: .der).notValidAfter
                let metrics = try await ExposedMetrics(of: server)
                for listener in ["public", "issuance"] {
                    let shown = metrics.value("cps_certificate_expiry_timestamp_seconds", ["listener": listener])
                    #expect(shown == Double(notAfter))
                }
            }
            let first = try await Self.shown(by: server)
            try await expectExpiry(of: first)
            let renewed = try server.deployment.anotherCertificate(validity: .days(2))
            try server.deployment.show(renewed)
            try await Self.expect(renewed, shownBy: server)
            let second = try await Self.shown(by: server)
            #expect(second != first)
            try await expectExpiry(of: second)
        }
    }

    @Test func authoritiesDecideAboutOpenConnectionsToo() async throws {
        try await Self.running { server in
            let former = server.deployment.stirAuthority
            let other = try ThrowawayAuthority.create(commonName: "Another STIR authority", validity: .days(1))
            let newcomer = try other.issueCaller(authorising: .nonCritical(try .oneNumber), validity: .days(1))
            await #expect(throws: (any Error).self) { try await server.token(as: newcomer) }
            try await RawConnection.open(to: server.issuanceEndpoint(as: server.deployment.caller)) { kept in
                #expect(try await kept.exchange(try await Self.tokenRequest(at: server)).status == 200)
                let tally = try await SteadyLoad.beside(server) { _ in
                    try server.deployment.trust([former, other])
                    try await eventually("the newcomer gets a token") {
                        (try? await server.token(as: newcomer)) != nil
                    }
                    #expect(try await kept.exchange(try await Self.tokenRequest(at: server)).status == 200)
                }
                #expect(tally.failureCount == 0, "\(tally.failures)")
                try server.deployment.trust([other])
                try server.process.signal(SIGHUP)
                try await eventually("the former authority's holder gets none") {
                    (try? await server.token()) == nil
                }
                let refusal = try await kept.exchange(try await Self.tokenRequest(at: server))
                try expectProblem(refusal, 403, "credential-required")
                #expect(try await server.token(as: newcomer).token.bytes.count > 0)
            }
        }
    }

    private static func running(_ use: (RunningServer) async throws -> Void) async throws {
        try await Deployment.running(Deployment.patient + ["--issuance-quota", "1000000"]) { try await use($0) }
    }

    private static func tokenRequest(at server: RunningServer) async throws -> RawRequest {
        let key = try server.currentKey(in: try await server.directory())
        return .tokenRequest(try RunningServer.pendingToken(for: key).request.bytes)
    }

    /// The certificate that both listeners show.
    private static func shown(by server: RunningServer) async throws -> [UInt8] {
        let open = try await server.certificate(shownAt: server.publicEndpoint)
        let issuance = try await server.certificate(shownAt: server.issuanceEndpoint(as: server.deployment.caller))
        #expect(open == issuance)
        return open
    }

    /// A new certificate that SIGHUP was what it was taken on: a signal for which nothing is left says so.
    private static func replacedByASignal(at server: RunningServer) async throws -> ThrowawayCertificate {
        func lines(with text: String) -> Int {
            server.process.output.split(separator: "\n").count { $0.contains(text) }
        }
        // Where this machine stands still between the two, the change of files is seen first.
        for _ in 0..<5 {
            let (said, inVain) = (lines(with: "the configuration was reloaded"), lines(with: "nothing had changed"))
            let certificate = try server.deployment.anotherCertificate()
            try server.deployment.show(certificate)
            try server.process.signal(SIGHUP)
            try await eventually("the signal is answered") { lines(with: "the configuration was reloaded") > said }
            try await Task.sleep(for: .seconds(1))
            if lines(with: "nothing had changed") == inVain { return certificate }
        }
        throw HarnessError.notStarted("no signal had a certificate taken: \(server.process.output)")
    }

    private static func expect(_ certificate: ThrowawayCertificate, shownBy server: RunningServer) async throws {
        let der = try certificate.der
        for endpoint in [server.publicEndpoint, server.issuanceEndpoint(as: server.deployment.caller)] {
            try await eventually("the new certificate is shown") {
                try await server.certificate(shownAt: endpoint) == der
            }
        }
    }
}

/// A replacement that cannot be used, and what is said about it.
private struct Broken: Sendable {
    let fault: String
    let write: @Sendable (Deployment) throws -> Void

    static let all = [
        Broken(fault: "server.key is not the key of the chain's first certificate") { deployment in
            try put(try deployment.anotherCertificate().keyPEM, "server.key", deployment)
        },
        Broken(fault: "which is not now; get another") { deployment in
            try deployment.show(
                deployment.anotherCertificate(
                    validity: ThrowawayValidity(notBefore: 1_600_000_000, notAfter: 1_700_000_000)))
        },
        Broken(fault: "but has to be for cps.example.com") { deployment in
            try deployment.show(
                deployment.tlsAuthority.issueServer(names: ["localhost"], validity: .days(1)))
        },
        Broken(fault: "server.pem does not hold certificates in PEM") { try put("half of it", "server.pem", $0) },
        Broken(fault: "server.key is empty") { try put("", "server.key", $0) },
        Broken(fault: "server.pem does not exist") { deployment in
            try FileManager.default.removeItem(at: deployment.folder.appending(path: "server.pem"))
        },
    ]

    private static func put(_ text: String, _ name: String, _ deployment: Deployment) throws {
        let file = deployment.folder.appending(path: name)
        try Data(text.utf8).write(to: file, options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }
}
