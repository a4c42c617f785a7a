import ArgumentParser
import Floods
import Foundation
import LongRuns
import ServiceHarness

/// `floods crowding`: a flooder with a hundred good tokens aims at one index.
struct RunCrowding: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crowding", abstract: "Place all that a hundred tokens allow around one PASSporT, and look for it."
    )

    @Option(help: ArgumentHelp("The flooder's tokens.", valueName: "n"))
    var tokens = 100

    @Option(help: ArgumentHelp("Polls in each situation.", valueName: "n"))
    var polls = 400

    /// Digits that are polled, indexes that are flooded, entries that are asked for.
    private static let situations = [(64, 1, 256), (64, 1, 16), (2, 4, 256), (2, 4, 16)]

    func run() async throws {
        try await FloodsProgram.judge { try await faults() }
    }

    private func faults() async throws -> [String] {
        var faults: [String] = []
        for (digits, indexes, entries) in Self.situations {
            let flags =
                Deployment.patient + ["--passport-longer-lifetime", "true", "--passport-lifetime", "600"]
            try await Deployment.running(flags) { server in
                let crowding = try Crowding(server, digits: digits, indexes: indexes)
                let seen = try await crowding.run(
                    tokens: try await server.tokens(tokens + 1), uses: 8, polls: polls, entries: entries)
                let verdict = CrowdingVerdict(
                    seen, tokens: tokens, indexes: indexes, entries: entries)
                Terminal.say("prefix of \(digits) digits, \(entries) entries: \(verdict.text)")
                faults += verdict.faults
            }
        }
        return faults
    }
}
