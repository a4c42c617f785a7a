import ArgumentParser
import CallAgent
import Foundation
import Glibc
import Operation

/// `cps agent`: the local daemon that SIP servers ask.
struct AgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent",
        abstract: "Sign and verify calls for the SIP servers of this machine (HTTP on loopback or a Unix socket).",
        discussion: """
            Says one line when it is ready, and ends on SIGTERM or SIGINT after finishing what is under way. With \
            --check, or where the configuration cannot be used, it exits with 78 and says every fault.

            Settings are members of the JSON file, or variables of the environment, which win: \
            '{"service": {"url": "https://cps.example"}}' is CPS_AGENT_SERVICE_URL. A * stands for a name of your \
            choice. spec-notes/agent.md tells more.

            SETTINGS [default; range]:
            \(SettingsProgram.agentHelp)
            """)

    /// The exit code for a configuration that cannot be used (`EX_CONFIG`).
    private static let configurationFault: Int32 = 78

    @Option(help: ArgumentHelp("A JSON file with settings.", valueName: "file"))
    var config: String

    @Flag(help: "Say every fault of the configuration, and start nothing.")
    var check = false

    func run() async throws {
        // What is made from here on, the Unix socket too, is for its owner alone.
        umask(0o077)
        let settings = try await settings()
        if check {
            Output.say("The configuration of cps agent can be used.")
            return
        }
        do {
            try await Agent(settings: settings).run { port in
                let place =
                    switch settings.listen {
                    case .loopback(let host, _): "\(host) port \(port)"
                    case .unixSocket(let path): "unix:\(path)"
                    }
                Output.say("cps agent: ready on \(place)")
            }
        } catch {
            Output.warn("cps agent cannot go on: \(error)")
            throw ExitCode.failure
        }
    }

    private func settings() async throws -> AgentSettings {
        let reader = await SettingsReader(
            of: .agent, file: config, flags: [], environment: ProcessInfo.processInfo.environment,
            purpose: check ? .check : .service)
        do {
            return try await AgentSettings(from: reader)
        } catch {
            Output.warn("\(error)")
            throw ExitCode(Self.configurationFault)
        }
    }
}
