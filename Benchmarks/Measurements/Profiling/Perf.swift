internal import Foundation
internal import Glibc
internal import ServiceHarness

/// Samples where processes spend their processor time, with Linux's perf.
///
/// Stacks are copied and unwound afterwards by the tables for exceptions: the libraries here keep no frame pointers.
struct Perf {
    private let folder: URL

    /// Keeps what it records in a folder.
    ///
    /// - Throws: ``PerfFailure`` where there is no perf.
    static func found(recordingIn folder: URL) async throws -> Perf {
        guard try await Tool.run("perf", ["version"]).code == 0 else { throw PerfFailure.missing }
        return Perf(folder: folder)
    }

    /// Starts to sample a process that runs.
    func record(_ process: pid_t, perSecond: Int) throws -> Recording {
        try recording(perSecond, ["--pid", "\(process)"])
    }

    /// Starts a program, and samples it from its first instruction on.
    func start(_ program: String, _ arguments: [String], perSecond: Int) throws -> Recording {
        try recording(perSecond, ["--", program] + arguments)
    }

    private func recording(_ perSecond: Int, _ what: [String]) throws -> Recording {
        let data = folder.appending(path: "\(UUID().uuidString).perf").path
        let options = [
            "record", "--quiet", "--event", "cpu-clock", "--freq", "\(perSecond)", "--call-graph", "dwarf,8192",
            // Without root no more is allowed.
            "--mmap-pages", getuid() == 0 ? "4096" : "128", "--output", data,
        ]
        let program = ServedProgram(path: "perf", longestSeconds: 120)
        // Threads of Swift's pool block signals, and what they start inherits that: perf would never hear that it is to end.
        var (none, before) = (sigset_t(), sigset_t())
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        return Recording(
            data: data, folder: folder,
            process: try ServerProcess(program, arguments: options + what, outputIn: folder))
    }

    /// A recording that is under way.
    struct Recording: Sendable {
        fileprivate let data: String
        fileprivate let folder: URL
        /// Perf itself; what it started says what it says through it.
        let process: ServerProcess

        /// Ends it, and what it started.
        func end() async throws -> Samples {
            try process.signal(SIGINT)
            _ = await process.end()
            let script = try ServerProcess(
                ServedProgram(path: "perf", longestSeconds: 120),
                arguments: ["script", "--no-inline", "--fields", "ip,sym,dso", "--input", data], outputIn: folder)
            let status = await script.end()
            let samples = Samples(script: try String(contentsOf: script.standardOutput, encoding: .utf8))
            try? FileManager.default.removeItem(at: script.standardOutput)
            try? FileManager.default.removeItem(atPath: data)
            guard status == 0, samples.total > 0 else {
                throw PerfFailure.unreadable(process.output + " " + script.output)
            }
            return samples
        }
    }
}

/// Why there is no profile.
enum PerfFailure: Error, CustomStringConvertible {
    case missing
    case unreadable(String)

    var description: String {
        switch self {
        case .missing:
            "There is no perf: install linux-perf (Debian) or linux-tools for your kernel (Ubuntu)."
        case .unreadable(let said):
            "Perf took no samples; it may need root, or /proc/sys/kernel/perf_event_paranoid at 1 or less. It said: \(said.suffix(400))"
        }
    }
}
