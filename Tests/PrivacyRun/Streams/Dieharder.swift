import Adversaries
import Foundation
import PrivacyReport

/// Has dieharder, a battery of randomness tests, read a stream for as long as it is given time.
struct Dieharder: Sendable {
    /// How unlikely a result must be to count as a failure: with some hundred results a stream, a false alarm then
    /// has a probability of a millionth.
    private static let failure = "0.00000001"

    let stream: EntryStream
    let seconds: Int
    /// With fewer results nothing is decided.
    let leastResults: Int

    /// Runs the tests in dieharder's order, cheapest first.
    ///
    /// - Throws: ``DieharderError`` where it is missing, or came to too few results in its time.
    func run() async throws -> Evidence {
        let output = try await output()
        let results = DieharderResults(output: output)
        guard results.count >= leastResults else {
            throw DieharderError.tooFewResults(results.count, String(output.suffix(300)))
        }
        let failed = results.failed.isEmpty ? "" : ": \(Set(results.failed).sorted().joined(separator: ", "))"
        return Evidence([
            Finding(
                .randomToTheEye, "dieharder on \(stream.rawValue)", "tests failed", Double(results.failed.count),
                above: 0,
                detail:
                    "\(results.count) results within \(seconds / 60) minutes, of which \(results.weak.count) are weak "
                    + "(about one in a hundred is to be) and \(results.failed.count) failed\(failed)")
        ])
    }

    /// What it printed until it ended or its time was over.
    private func output() async throws -> String {
        let missing = ["/usr/bin/dieharder", "/usr/bin/stdbuf"].first {
            !FileManager.default.isExecutableFile(atPath: $0)
        }
        if missing != nil { throw DieharderError.missing }
        let file = FileManager.default.temporaryDirectory.appending(path: "dieharder-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        // `timeout` ends all of the pipe, also where it is told to end itself.
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = [
            "--kill-after=5", "\(seconds)", "/bin/sh", "-c",
            #""$0" stream "$1" | stdbuf -oL dieharder -a -g 200 -k 2 -X "$2""#,
            URL(filePath: CommandLine.arguments[0]).path, stream.rawValue, Self.failure,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: file)
        process.standardError = FileHandle.nullDevice
        let (ends, continuation) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in continuation.finish() }
        try process.run()
        let end = Task { for await _ in ends {} }
        await withTaskCancellationHandler {
            await end.value
        } onCancel: {
            process.terminate()
        }
        try Task.checkCancellation()
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
}

/// Why dieharder decided nothing.
enum DieharderError: Error, CustomStringConvertible {
    case missing
    case tooFewResults(Int, String)

    var description: String {
        switch self {
        case .missing: "dieharder is not installed: run `Scripts/setup dieharder`, or leave out --long."
        case .tooFewResults(let count, let end):
            "dieharder came to only \(count) results; the last that it said is: \(end)"
        }
    }
}
