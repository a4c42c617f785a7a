import ArgumentParser
import CPSClient
import Secrets

/// A command that says how it ended: in words or in JSON, and by its exit code.
protocol ReportingCommand: AsyncParsableCommand {
    /// How the answer is wanted.
    var output: OutputOptions { get }
    /// Does the work and prints the answer.
    func perform() async throws -> Outcome
}

extension ReportingCommand {
    func run() async throws {
        let outcome: Outcome
        do {
            outcome = try await perform()
        } catch {
            outcome = try report(error)
        }
        guard outcome == .done else { throw ExitCode(outcome.rawValue) }
    }

    /// Tells of an error on standard error. All errors of this project say what to do, and none holds a secret.
    private func report(_ error: any Error) throws -> Outcome {
        let failure = error as? CPSClientError ?? (error as? SecretsError).map(CPSClientError.secret)
        if output.json {
            Output.warn(
                try Output.json(
                    Report(error: failure?.name ?? "bad-input", detail: "\(error)", tokens: failure?.tokensSaved)))
        } else {
            Output.warn("cps: \(error)")
        }
        return failure.map { Outcome($0.side) } ?? .badInput
    }
}
