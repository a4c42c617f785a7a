import Subprocess

/// A program that runs for a moment.
package enum Tool {
    /// Runs a program, without input, for 60 seconds at the longest.
    ///
    /// - Returns: its exit code, and standard output and error together.
    package static func run(_ program: String, _ arguments: [String]) async throws -> (code: Int, output: String) {
        let result = try await Subprocess.run(
            .name("timeout"), arguments: Arguments(["60", program] + arguments), input: .none,
            output: .string(limit: 1 << 20), error: .combinedWithOutput)
        guard case .exited(let code) = result.terminationStatus else { return (-1, result.standardOutput) }
        return (Int(code), result.standardOutput)
    }
}
