import CPSClient
import CallAgent
import Foundation
import Operation
import OutOfBand
import STIR
import Sealing
import Secrets
import Testing
import ThrowawayPKI

/// What can be configured, and that every fault is told at once.
struct AgentSettingsTests {
    /// A folder with certificates and keys, removed at the end.
    fileprivate final class Folder {
        let path: String

        init() throws {
            path = FileManager.default.temporaryDirectory.appending(path: "agent-\(UUID().uuidString)").path
            let first = try TelephoneNumber(digits: "12155551200")
            try ThrowawayFolder(
                callerProvider: nil, callerNumbers: try TelephoneNumberRange(start: first, count: 100),
                validity: .days(1)
            ).write(into: path)
            let key = try CalleeKey.generate()
            try CalleeKeyFile(key, passphrase: nil).create(
                at: path + "/callee.key", publicFile: path + "/callee.key.pub",
                address: CalleeAddress(publicKey: key.privateKey.publicKey))
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        var good: [String: Any] {
            [
                "trustAnchors": path + "/stir-ca.pem",
                "service": ["url": "https://cps.example:8443", "tlsAuthorities": path + "/tls-ca.pem"],
                "credential": [
                    "chain": path + "/caller.pem", "key": path + "/caller.key", "x5u": "https://example.com/c.pem",
                ],
                "originators": ["12155551212", "12155551220-12155551229"],
                "wallet": ["folder": path + "/wallet"],
                "recipients": ["12155551213": [path + "/callee.key.pub"], "anyone": path + "/callee.key.pub"],
                "inboxes": ["desk": ["key": path + "/callee.key", "numbers": ["12155551213"]]],
                "certificates": ["provisioned": ["one": ["x5u": "https://x.example/c", "file": path + "/caller.pem"]]],
            ]
        }

        func read(
            _ configuration: [String: Any], environment: [String: String] = [:],
            for purpose: SettingsReader.Purpose = .check
        ) async throws -> AgentSettings {
            let file = path + "/agent.json"
            try JSONSerialization.data(withJSONObject: configuration).write(to: URL(filePath: file))
            let reader = await SettingsReader(
                of: .agent, file: file, flags: [], environment: environment, purpose: purpose)
            return try await AgentSettings(from: reader)
        }

        /// The faults of a configuration, by what they are about.
        func faults(_ configuration: [String: Any]) async throws -> [String: String] {
            do {
                _ = try await read(configuration)
                return [:]
            } catch let error as InvalidSettings {
                return Dictionary(error.faults.map { ($0.name, $0.fault) }) { $0 + "; " + $1 }
            }
        }
    }

    @Test func aWholeConfigurationCanBeUsed() async throws {
        let settings = try await Folder().withSelf { try await $0.read($0.good) }
        #expect(settings.listen == .loopback(host: "127.0.0.1", port: 8190))
        #expect(settings.deadline == .milliseconds(250))
        #expect(settings.signing == SigningPolicy())
        #expect(settings.lateVerification == .none)
        #expect(settings.inboxes.count == 1)
        #expect(settings.credential != nil)
        #expect(settings.cover == CoverBudget(storesPerHour: 0, pollsPerHour: 0, tokensPerDay: 240))
    }

    @Test func theEnvironmentWins() async throws {
        let settings = try await Folder().withSelf { folder in
            try await folder.read(
                folder.good, environment: ["CPS_AGENT_DEADLINE_MILLISECONDS": "99", "CPS_AGENT_LISTEN": "unix:/run/x"])
        }
        #expect(settings.deadline == .milliseconds(99))
        #expect(settings.listen == .unixSocket(path: "/run/x"))
    }

    @Test func aFolderOfKeysIsAsGoodAsAList() async throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(atPath: folder.path + "/keys", withIntermediateDirectories: false)
        for ending in [".key", ".key.pub"] {
            try FileManager.default.copyItem(
                atPath: folder.path + "/callee" + ending, toPath: folder.path + "/keys/12155551299" + ending)
        }
        var configuration = folder.good
        configuration["folders"] = ["recipients": folder.path + "/keys", "inboxes": folder.path + "/keys"]
        let settings = try await folder.read(configuration)
        #expect(settings.inboxes.count == 2)
        let number = PassportIdentity.number(try TelephoneNumber(digits: "12155551299"))
        #expect(try await settings.recipients.recipients(of: number).count == 2)
    }

    @Test func everyFaultIsToldAtOnce() async throws {
        let folder = try Folder()
        let faults = try await folder.faults([
            "listen": "0.0.0.0:80", "trustAnchors": folder.path + "/nothing.pem", "freshness": 0, "unheard": 1,
            "service": ["url": "http://cps.example", "proxy": "ftp://x"],
            "credential": ["chain": folder.path + "/stir-ca.pem", "key": folder.path + "/tls-ca.pem"],
            "originators": ["1215555CALL", "5-1"], "wallet": ["folder": "/nowhere/at/all", "low": 9, "high": 9],
            "recipients": ["CALL": [folder.path + "/callee.key.pub"], "1": ["/nope"]],
            "inboxes": ["desk": ["numbers": ["x"]], "two": ["key": folder.path + "/callee.key.pub"]],
            "deadline": ["milliseconds": 1, "notStored": "perhaps", "notVerified": 7],
            "certificates": ["provisioned": ["one": ["x5u": "https://x.example/c", "file": "/nope"]]],
            "revocation": ["policy": "refuseUnknown"], "log": ["level": "loud"],
        ])
        for name in [
            "listen", "trustAnchors", "freshness", "unheard", "service.url", "service.proxy", "credential.key",
            "credential.x5u", "originators", "wallet.folder", "wallet.low", "recipients.CALL", "recipients.1",
            "inboxes.desk.key", "inboxes.desk.numbers", "inboxes.two.key", "deadline.milliseconds",
            "deadline.notStored", "deadline.notVerified", "certificates.provisioned.*.file", "revocation.lists",
            "log.level",
        ] {
            #expect(faults[name]?.isEmpty == false, "\(name) in \(faults.keys.sorted())")
        }
    }

    @Test func noOriginatorsAreNotAll() async throws {
        let folder = try Folder()
        var configuration = folder.good
        configuration["originators"] = [String]()
        #expect(try await folder.faults(configuration)["originators"]?.contains("empty") == true)
        configuration["originators"] = nil
        #expect(try await folder.faults(configuration).isEmpty)
    }

    @Test func theServicesThatMayBeUsedAreThoseOfTheConfiguration() async throws {
        let folder = try Folder()
        var configuration = folder.good
        configuration["services"] = ["https://Other.example:443", "https://cps.example:8443"]
        configuration["directories"] = ["https://keys.example/"]
        configuration["inboxes"] = ["desk": ["key": folder.path + "/callee.key", "service": "https://desk.example"]]
        let settings = try await folder.read(configuration)
        #expect(settings.storingServices == ["https://cps.example:8443", "https://other.example"])
        #expect(
            Set(settings.chosenServices) == [
                "https://cps.example:8443", "https://other.example", "https://keys.example", "https://desk.example",
            ])
    }

    @Test func whatIsNeededIsNamed() async throws {
        let faults = try await Folder().withSelf { try await $0.faults([:]) }
        #expect(Set(faults.keys) == ["trustAnchors", "wallet.folder"])
    }

    @Test func theKeyHasToBelongToItsCertificateAndToItsOwner() async throws {
        let folder = try Folder()
        var configuration = folder.good
        configuration["credential"] = [
            "chain": folder.path + "/caller.pem", "key": folder.path + "/stir-ca.key", "x5u": "https://example.com/c",
        ]
        #expect(try await folder.faults(configuration)["credential.key"]?.contains("of another certificate") == true)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: folder.path + "/caller.key")
        #expect(try await folder.faults(folder.good)["credential.key"]?.contains("chmod 600") == true)
    }

    @Test func theCertificateHasToBeOfATrustedAuthority() async throws {
        let folder = try Folder()
        var configuration = folder.good
        configuration["trustAnchors"] = folder.path + "/tls-ca.pem"
        #expect(try await folder.faults(configuration)["credential.chain"]?.contains("trust anchors") == true)
    }

    @Test func theChainMayGoIntoPassports() async throws {
        let folder = try Folder()
        var configuration = folder.good
        configuration["credential"] = [
            "chain": folder.path + "/caller.pem", "key": folder.path + "/caller.key", "x5u": "included",
        ]
        let settings = try await folder.read(configuration)
        guard case .included(let chain) = settings.credential?.signing.signer.certificates else {
            Issue.record("the chain is not included")
            return
        }
        #expect(chain.count >= 1)
    }

    @Test func aSealedInboxNeedsItsPassphrase() async throws {
        let folder = try Folder()
        let key = try CalleeKey.generate()
        let passphrase = try GuardedBytes(copying: Array("open sesame".utf8))
        try CalleeKeyFile(key, passphrase: passphrase).write(to: folder.path + "/sealed.key")
        for (text, isRight) in [("open sesame\n", true), ("wrong\n", false)] {
            try PrivateFile(path: folder.path + "/phrase").write(sealed: Array(text.utf8))
            var configuration = folder.good
            configuration["inboxes"] = [
                "desk": ["key": folder.path + "/sealed.key", "passphraseFile": folder.path + "/phrase"]
            ]
            let fault = try await folder.faults(configuration)["inboxes.desk.key"]
            #expect((fault == nil) == isRight)
        }
        var configuration = folder.good
        configuration["inboxes"] = ["desk": ["key": folder.path + "/sealed.key"]]
        #expect(try await folder.faults(configuration)["inboxes.desk.key"]?.contains("passphrase") == true)
    }

    @Test func theExampleHasNoUnknownSetting() async throws {
        let example = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Examples/agent/agent.json").standardized.path
        let reader = await SettingsReader(of: .agent, file: example, flags: [], environment: [:], purpose: .check)
        #expect(reader.faults.isEmpty, "\(reader.faults)")
    }
}

extension AgentSettingsTests.Folder {
    /// Keeps the folder until the work is done.
    fileprivate func withSelf<Value>(_ work: (AgentSettingsTests.Folder) async throws -> Value) async throws -> Value {
        try await work(self)
    }
}
