import STIR
import Testing
import ThrowawayPKI
import X509

@testable import Credentials

@Suite("Revocation lists from files and servers")
struct RevocationListsTests {
    private let fixture: RevocationFixture
    private let web: WebFixture

    init() throws {
        fixture = try RevocationFixture()
        web = try WebFixture()
    }

    private func status(_ lists: RevocationLists, _ certificate: Certificate) async -> RevocationStatus {
        await lists.status(of: certificate, issuer: fixture.authority.certificate, at: RevocationFixture.now)
    }

    private func lists(_ settings: RevocationSettings) throws -> RevocationLists {
        try RevocationLists(
            settings, clock: MovableClock(RevocationFixture.now).read, resolver: ScriptedResolver(["127.0.0.1"]))
    }

    @Test func none() async throws {
        #expect(try await status(lists(RevocationSettings()), fixture.good) == .unknown(.noList))
    }

    @Test func files() async throws {
        try await TemporaryFile.withFolder { folder in
            let other = try ThrowawayAuthority.create(
                commonName: "Other", validity: .days(30, from: RevocationFixture.now))
            try TemporaryFile.write(fixture.authority.sign(fixture.list()), to: folder + "/list")
            try TemporaryFile.write(other.sign(fixture.list()), to: folder + "/other")
            try TemporaryFile.write([1, 2, 3], to: folder + "/garbage")
            var settings = RevocationSettings()
            settings.lists = ["other", "list", "garbage", "absent"].map { .file("\(folder)/\($0)") }
            let all = try lists(settings)
            #expect(await status(all, fixture.good) == .good)
            #expect(await status(all, fixture.bad) == .revoked)
            #expect(await all.refresh() == [nil, nil, .unusableList, .unusableFile])

            settings.lists = [.file(folder + "/other")]
            #expect(try await status(lists(settings), fixture.bad) == .unknown(.otherIssuer))
            settings.lists.append(.file(folder + "/garbage"))
            #expect(try await status(lists(settings), fixture.bad) == .unknown(.unusableList))
            settings.lists = [.file(folder + "/list")]
            settings.rules.maximumBytes = 100
            #expect(try await status(lists(settings), fixture.bad) == .unknown(.unusableFile))
        }
    }

    @Test func distributionPoints() async throws {
        let der = try fixture.authority.sign(fixture.list())
        try await WebFixture.with(try await web.server { _ in ScriptedServer.answer(der) }) { server in
            let point = try ThrowawayPointers.revocationLists([
                "ldap://x.example/y", "https://\(WebFixture.name):\(server.port)/stir.crl",
            ])
            let certificate = try RevocationFixture.issue(fixture.authority, further: [point])
            var settings = RevocationSettings()
            settings.rules = try web.rules(server)
            let found = try lists(settings)
            for _ in 0..<3 { #expect(await status(found, certificate) == .good) }
            #expect(server.connections == 1)
            // A certificate without a distribution point is looked for nowhere.
            #expect(await status(found, fixture.bad) == .unknown(.noList))

            settings.usesDistributionPoints = false
            #expect(try await status(lists(settings), certificate) == .unknown(.noList))
            settings.usesDistributionPoints = true
            settings.rules.maximumBytes = 100
            #expect(try await status(lists(settings), certificate) == .unknown(.notHTTPS))
        }
    }

    @Test func plainHTTP() async throws {
        let der = try fixture.authority.sign(fixture.list())
        try await WebFixture.with(
            try await ScriptedServer(certificate: nil) { _ in ScriptedServer.answer(der) }
        ) { server in
            var settings = RevocationSettings()
            settings.rules = try web.rules(server)
            settings.lists = [.url("http://crl.example.org:\(server.port)/x")]
            #expect(try await status(lists(settings), fixture.bad) == .unknown(.notHTTPS))
            #expect(server.connections == 0)
            settings.allowsPlainHTTP = true
            settings.plainPorts = [server.port]
            let found = try lists(settings)
            #expect(await found.refresh() == [nil])
            #expect(await status(found, fixture.bad) == .revoked)
            #expect(server.connections == 1)
        }
    }

    /// The same bounds as for certificates hold.
    @Test func bounds() async throws {
        let server = try await web.server { path in
            let large =
                "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 4 * RevocationSettings().rules.maximumBytes)
            return path == "/large" ? .unfinished(large) : .silence
        }
        try await WebFixture.with(server) { server in
            var settings = RevocationSettings()
            settings.rules = try web.rules(server)
            settings.lists = [.url("https://\(WebFixture.name):\(server.port)/large")]
            #expect(try await status(lists(settings), fixture.bad) == .unknown(.tooLarge))
            #expect(try await server.connectionsEnded().count == 1)
            settings.rules.totalTime = .milliseconds(300)
            settings.lists = [.url("https://\(WebFixture.name):\(server.port)/slow")]
            #expect(try await status(lists(settings), fixture.bad) == .unknown(.tooSlow))
            settings.rules.dangerouslyAllowsPrivateAddresses = false
            #expect(try await status(lists(settings), fixture.bad) == .unknown(.privateAddress))
        }
    }

    /// The whole way: a verifier refuses what the authority withdrew, and by its policy what nothing is known of.
    @Test func verifier() async throws {
        try await TemporaryFile.withFolder { folder in
            try TemporaryFile.write(fixture.authority.sign(fixture.list()), to: folder + "/list")
            var settings = RevocationSettings()
            settings.lists = [.file(folder + "/list")]
            let anchors = try TrustAnchors([fixture.authority.certificate])
            let known = try lists(settings)
            let unknown = try lists(RevocationSettings())
            let cases: [(RevocationPolicy, Certificate, CertificateRefusal?)] = [
                (.ignore, fixture.bad, nil), (.allowUnknown(known), fixture.bad, .revoked),
                (.refuseUnknown(known), fixture.bad, .revoked), (.allowUnknown(known), fixture.good, nil),
                (.refuseUnknown(known), fixture.good, nil), (.allowUnknown(unknown), fixture.bad, nil),
                (.refuseUnknown(unknown), fixture.good, .revocationUnknown),
            ]
            for (policy, leaf, refusal) in cases {
                let verifier = STIRCertificateVerifier(trustAnchors: anchors, revocation: policy)
                let verdict = await verifier.verify(try CertificateChain(leaf: leaf), at: RevocationFixture.now)
                switch verdict {
                case .valid: #expect(refusal == nil)
                case .refused(let reason): #expect(reason == refusal)
                }
            }
        }
    }

    /// A withdrawn authority takes what is below it along.
    @Test func withdrawnIntermediate() async throws {
        let middle = try fixture.authority.issueAuthority(
            commonName: "Middle", validity: .days(20, from: RevocationFixture.now))
        let leaf = try RevocationFixture.issue(middle)
        try await TemporaryFile.withFolder { folder in
            let withdrawing = ThrowawayRevocationList(
                revoking: [.init(middle.certificate.serialNumber)], validity: RevocationFixture.validity)
            try TemporaryFile.write(fixture.authority.sign(withdrawing), to: folder + "/root")
            try TemporaryFile.write(
                middle.sign(ThrowawayRevocationList(validity: RevocationFixture.validity)), to: folder + "/middle")
            var settings = RevocationSettings()
            settings.lists = [.file(folder + "/middle"), .file(folder + "/root")]
            let verifier = STIRCertificateVerifier(
                trustAnchors: try TrustAnchors([fixture.authority.certificate]),
                revocation: .allowUnknown(try lists(settings)))
            let chain = try CertificateChain(leaf: leaf, intermediates: [middle.certificate])
            guard case .refused(.revoked) = await verifier.verify(chain, at: RevocationFixture.now) else {
                Issue.record("not refused as it should be")
                return
            }
        }
    }
}
