internal import ArgumentParser
internal import Figures
internal import LongRuns
internal import Measurements

/// `bench profile`: shows which parts of its work a server spends its processor time on.
struct TakeProfile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Show where the processor time goes, at the service and at its baseline.",
        discussion: """
            Needs cpsd in its own folder, and Linux's perf. Every sample belongs to one part: that of the innermost function \
            that a part names.
            """)

    @Argument(help: "polls, polls-live, stores, calls, start; where none is given, all.")
    var names: [Profile] = Profile.allCases

    @Flag(help: "Print tables of Markdown.")
    var markdown = false

    @Option(help: ArgumentHelp("Give up after so many minutes.", valueName: "minutes"))
    var limit = 10

    func validate() throws {
        guard (1...120).contains(limit) else { throw ValidationError("--limit is 1 to 120.") }
    }

    func run() async throws {
        do {
            try await Interruption(limit: .seconds(limit * 60)).ending { try await taken() }
        } catch is Interrupted {
            Terminal.say("Interrupted, by a signal or after \(limit) minutes.")
            throw ExitCode(130)
        }
    }

    private func taken() async throws {
        for profile in names {
            try Task.checkCancellation()
            let table = try await profile.taken()
            let rows = markdown ? table.table.markdown : table.table.text
            Terminal.say("\n\(table.title):\n\n\(rows)\n\n\(table.notes.joined(separator: "\n"))")
        }
    }
}

extension Profile: ExpressibleByArgument {}
