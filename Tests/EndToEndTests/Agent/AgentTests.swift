import Foundation
import ServiceHarness
import Testing

/// The real agent beside the real service: what a SIP server gets from it.
@Suite(.served("--name", "localhost"), .timeLimit(.minutes(2)))
struct AgentCalls {
    private static let signing = "/stir/v1/signing"
    private static let verification = "/stir/v1/verification"

    private static func running(
        _ settings: (AgentFolder) -> [String: Any] = \.settings, _ use: (RunningAgent) async throws -> Void
    ) async throws {
        let folder = try AgentFolder(beside: try RunningServer.current())
        let agent = try await RunningAgent.start(settings(folder), in: folder.folder)
        do {
            try await use(agent)
        } catch {
            _ = await agent.stop()
            throw error
        }
        #expect(await agent.stop() == 0)
    }

    @Test func aStoredCallIsVerifiedWithoutItsIdentityAndOnlyOnce() async throws {
        try await Self.running { agent in
            #expect(
                try await agent.post(Self.verification, AgentFolder.verification()).text("verstat")
                    == "No-TN-Validation")
            let signed = try await agent.post(Self.signing, AgentFolder.signing())
            #expect(signed.status == 200)
            #expect(signed.member("stored") as? Bool == true)
            // Somebody else's name on the same line.
            let forged = try await agent.post(Self.verification, AgentFolder.verification(from: "12155550122"))
            #expect(forged.text("verstat") == "No-TN-Validation")
            let verified = try await agent.post(Self.verification, AgentFolder.verification())
            #expect(verified.text("verstat") == "TN-Validation-Passed", "\(verified.body)")
            // The same PASSporT does not vouch for another call.
            let again = try await agent.post(Self.verification, AgentFolder.verification())
            #expect(again.text("verstat") == "No-TN-Validation")
        }
    }

    @Test func anIdentityInTheSignalingIsVerified() async throws {
        try await Self.running { agent in
            let signed = try await agent.post(Self.signing, AgentFolder.signing())
            let identity = try #require(signed.text("identity"))
            func verstat(_ body: String) async throws -> String? {
                try await agent.post(Self.verification, body).text("verstat")
            }
            let damaged = identity.replacing(".", with: ".A", maxReplacements: 1)
            #expect(try await verstat(AgentFolder.verification(identity: damaged)) == "TN-Validation-Failed")
            let another = AgentFolder.verification(from: "12155550122", identity: identity)
            #expect(try await verstat(another) == "TN-Validation-Failed")
            #expect(try await verstat(AgentFolder.verification(identity: identity)) == "TN-Validation-Passed")
        }
    }

    @Test func anotherNumberIsNotSigned() async throws {
        try await Self.running { agent in
            let refused = try await agent.post(Self.signing, AgentFolder.signing(from: "12155550122"))
            #expect(refused.status == 403)
            #expect(refused.body.contains("SVC4030"))
            #expect(!refused.body.contains("12155550122"))
        }
    }

    @Test func aGatewayCarriesTheIdentityAroundTheLegThatDropsIt() async throws {
        try await Self.running { agent in
            let quiet = try await agent.post(Self.signing, AgentFolder.signing(to: "12155550777"))
            #expect(quiet.member("stored") as? Bool == false)
            let signed = try await agent.post(Self.signing, AgentFolder.signing())
            let identity = try #require(signed.text("identity"))
            let parties = #""orig":{"tn":"\#(AgentFolder.caller)"},"dest":{"tn":["\#(AgentFolder.called)"]}"#
            let quoted = identity.replacing("\"", with: "\\\"")
            let outbound = try await agent.post(
                "/gateway/outbound", #"{"outboundRequest":{\#(parties),"identity":["\#(quoted)"]}}"#)
            #expect(outbound.member("stored") as? Int == 1)
            let inbound = try await agent.post("/gateway/inbound", #"{"inboundRequest":{\#(parties)}}"#)
            let found = try #require(inbound.member("identity") as? [String])
            #expect(found.contains(identity))
        }
    }

    @Test func aDivertedCallIsVerifiedAtItsNewDestination() async throws {
        // The certificate covers one number, so it calls itself, and diverts.
        let number = AgentFolder.caller
        try await Self.running { agent in
            let signed = try await agent.post(Self.signing, AgentFolder.signing(to: number))
            let identity = try #require(signed.text("identity")).replacing("\"", with: "\\\"")
            let diverted = try await agent.post(
                Self.signing,
                #"""
                {"signingRequest":{"orig":{"tn":"\#(number)"},"dest":{"tn":["\#(AgentFolder.called)"]},
                "div":{"tn":"\#(number)"},"identity":["\#(identity)"]}}
                """#)
            #expect(diverted.member("stored") as? Bool == true, "\(diverted.body)")
            #expect(diverted.text("identity")?.contains(#"ppt="div-o""#) == true)
            let verified = try await agent.post(Self.verification, AgentFolder.verification())
            #expect(verified.text("verstat") == "TN-Validation-Passed", "\(verified.body)")
        }
    }

    @Test func aUnixSocketIsForItsOwnerAlone() async throws {
        let path = "/tmp/agent-\(UUID().uuidString.prefix(8)).sock"
        try await Self.running({ $0.settings("listen", "unix:\(path)") }) { agent in
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
            #expect(try await agent.post(Self.signing, AgentFolder.signing()).status == 200)
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aNameThatPointsHereIsNotAnswered() async throws {
        try await Self.running { agent in
            let answer = try await agent.post(Self.signing, AgentFolder.signing(), host: "evil.example")
            #expect(answer.status == 421)
        }
    }

    @Test func theLogNamesNobody() async throws {
        let folder = try AgentFolder(beside: try RunningServer.current())
        let agent = try await RunningAgent.start(folder.settings("log", ["level": "trace"]), in: folder.folder)
        let signed = try await agent.post(Self.signing, AgentFolder.signing())
        _ = try await agent.post(Self.signing, AgentFolder.signing(to: "12155550777"))
        _ = try await agent.post(Self.signing, AgentFolder.signing(from: "12155550122"))
        _ = try await agent.post(Self.verification, AgentFolder.verification(identity: "nonsense"))
        _ = try await agent.post(Self.verification, AgentFolder.verification())
        let health = try await agent.health()
        #expect(await agent.stop() == 0)
        let identity = try #require(signed.text("identity"))
        for secret in [AgentFolder.caller, AgentFolder.called, "12155550777", "12155550122", "eyJ", identity] {
            #expect(!agent.process.output.contains(secret), "\(secret)")
            #expect(!health.body.contains(secret))
        }
        // What it is told of it is that something was not stored.
        #expect(agent.process.output.contains("was signed, but not stored"))
    }
}

/// The agent when its service is not as it should be.
@Suite(.timeLimit(.minutes(2)))
struct AgentWithoutItsService {
    /// Room for a small machine that runs many tests at once; a call that waits for the service would wait far longer.
    private static let slack = Duration.seconds(5)

    @Test func aServiceThatStoppedHoldsUpNoCall() async throws {
        try await Deployment.running(["--name", "localhost"]) { server in
            let folder = try AgentFolder(beside: server)
            let agent = try await RunningAgent.start(
                folder.settings("deadline", ["milliseconds": 250]), in: folder.folder)
            #expect(await server.stop() == 0)
            try await Self.expectAnswersInTime(agent)
            #expect(await agent.stop() == 0)
        }
    }

    @Test func aServiceThatHangsHoldsUpNoCall() async throws {
        try await Deployment.running(["--name", "localhost"]) { server in
            let folder = try AgentFolder(beside: server)
            let agent = try await RunningAgent.start(
                folder.settings("deadline", ["milliseconds": 250]), in: folder.folder)
            try server.process.signal(SIGSTOP)
            defer { try? server.process.signal(SIGCONT) }
            try await Self.expectAnswersInTime(agent)
            try server.process.signal(SIGCONT)
            // What was begun is finished before the agent ends.
            #expect(await agent.stop() == 0)
        }
    }

    @Test func anAgentStartsWithoutItsService() async throws {
        let deployment = try Deployment(["--name", "localhost"])
        defer { deployment.remove() }
        let server = try await deployment.start()
        let folder = try AgentFolder(beside: server)
        #expect(await server.stop() == 0)
        let agent = try await RunningAgent.start(folder.settings, in: folder.folder)
        let health = try await agent.health()
        #expect(health.status == 503)
        #expect(health.body.contains("the last visit to the issuer failed"))
        #expect(await agent.stop() == 0)
    }

    @Test func aConfigurationThatCannotBeUsedIsToldInWords() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "agent-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "agent.json")
        try Data(#"{"listen":"0.0.0.0:1","deadline":{"milliseconds":1}}"#.utf8).write(to: file)
        for flags in [[], ["--check"]] {
            let (code, output) = try await Tool.run(BuiltProgram.cps, ["agent", "--config", file.path] + flags)
            #expect(code == 78)
            #expect(output.contains("The configuration has 4 faults"), "\(output)")
            for name in ["listen:", "trustAnchors:", "wallet.folder:", "deadline.milliseconds:"] {
                #expect(output.contains(name), "\(name) in \(output)")
            }
        }
    }

    private static func expectAnswersInTime(_ agent: RunningAgent) async throws {
        let signed = try await agent.post("/stir/v1/signing", AgentFolder.signing())
        #expect(signed.status == 200)
        #expect(signed.text("identity")?.hasPrefix("eyJ") == true)
        #expect(signed.member("stored") as? Bool == false)
        #expect(signed.delay < .milliseconds(250) + slack)
        let verified = try await agent.post("/stir/v1/verification", AgentFolder.verification())
        #expect(verified.text("verstat") == "No-TN-Validation")
        #expect(verified.text("reasonDesc")?.isEmpty == false)
        #expect(verified.delay < .milliseconds(250) + slack)
    }
}
