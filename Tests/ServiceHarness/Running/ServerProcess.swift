package import Foundation
import Synchronization

/// A started `cpsd`, a process of its own.
///
/// It runs under `timeout`, so that it ends even where the tests end without ending it, and through a shell
/// that says the process identifier, so that signals reach it and nothing else.
package final class ServerProcess: Sendable {
    /// Files with what it has said so far.
    package let standardOutput: URL
    package let standardError: URL
    private let ended: Task<Int32, Never>
    /// Afterwards its identifier may be another's, so no more signals are sent.
    private let isOver: Flag

    /// Nothing of the tests' own, but for what `Scripts/sanitize` says to every process.
    private static let environment = ["PATH": "/usr/bin:/bin"].merging(
        ProcessInfo.processInfo.environment.filter {
            ["LD_PRELOAD", "TSAN_OPTIONS", "ASAN_OPTIONS", "CPSD_RELEASE_MARGIN"].contains($0.key)
        }
    ) { $1 }

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - program: what runs.
    ///   - arguments: its command line.
    ///   - folder: an existing folder that its output goes to; a new pair of files each time.
    package init(_ program: ServedProgram = .cpsd, arguments: [String], outputIn folder: URL) throws {
        let run = UUID().uuidString
        standardOutput = folder.appending(path: "\(run).out")
        standardError = folder.appending(path: "\(run).err")
        for file in [standardOutput, standardError] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments =
            ["--signal=KILL", "\(program.longestSeconds)", "/bin/sh", "-c", #"echo "pid $$"; exec "$0" "$@""#]
            + [program.path] + program.arguments + arguments
        process.environment = Self.environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: standardOutput)
        process.standardError = try FileHandle(forWritingTo: standardError)
        let isOver = Flag()
        self.isOver = isOver
        let (statuses, continuation) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = {
            isOver.value.withLock { $0 = true }
            continuation.yield($0.terminationStatus)
            continuation.finish()
        }
        try process.run()
        ended = Task { await statuses.first { _ in true } ?? -1 }
    }

    /// All that it has said.
    package var output: String { text(of: standardOutput) + text(of: standardError) }

    /// What stands in its output after `label`, up to the next blank, comma or colon.
    package func word(after label: String) -> Substring? {
        text(of: standardOutput).firstRange(of: label).map { range in
            text(of: standardOutput)[range.upperBound...].prefix { !" ,:\n".contains($0) }
        }
    }

    /// The program's process identifier, once it has been said.
    package var identifier: pid_t? { word(after: "pid ").flatMap { pid_t($0) } }

    /// Sends a signal to the program itself, unless it has ended.
    package func signal(_ number: Int32) throws {
        guard let pid = identifier else { throw HarnessError.notStarted(output) }
        isOver.value.withLock { isOver in if !isOver { kill(pid, number) } }
    }

    /// Waits for its end; where it does not come within half a minute, ends it by force.
    ///
    /// - Returns: the exit status.
    package func end() async -> Int32 {
        let force = Task {
            try await Task.sleep(for: .seconds(30))
            try signal(SIGKILL)
        }
        defer { force.cancel() }
        return await ended.value
    }

    private func text(of file: URL) -> String {
        (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// Something that becomes so and stays so.
private final class Flag: Sendable {
    let value = Mutex(false)
}

/// Where the build put the programs: beside the test bundle.
package enum BuiltProgram {
    package static let cpsd = path("cpsd")
    package static let cps = path("cps")
    /// The one that attacks, and that serves what is broken on purpose.
    package static let privacy = path("privacy")

    private static func path(_ name: String) -> String {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name).path
    }
}

/// What goes wrong in the harness itself.
package enum HarnessError: Error {
    case notStarted(String)
    case noDeployment
    case notInTime(String)
    case connectionClosed
    case malformedAnswer(String)
    case unexpectedStatus(Int)
}
