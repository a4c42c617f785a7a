internal import Foundation
internal import Synchronization

/// What a service takes of memory and of its folders, sampled while it works.
final class Footprint: Sendable {
    /// One sample, in bytes.
    struct Sample: Sendable {
        /// Since the clock started.
        let seconds: Double
        let anonymous: Int
        let placements: Int
        let ledger: Int

        /// All that a busier hour would make larger: what belongs to no file, and the file that is memory itself.
        var memory: Int { anonymous + placements }
    }

    private struct State {
        var start: ContinuousClock.Instant?
        var samples: [Sample] = []
    }

    private static let pause = Duration.seconds(5)

    private let process: pid_t
    private let placements: URL
    private let ledger: URL
    private let state = Mutex(State())

    /// A service's process and its two folders.
    init(of process: pid_t, placements: URL, ledger: URL) {
        self.process = process
        self.placements = placements
        self.ledger = ledger
    }

    /// The clock starts.
    func start() {
        state.withLock { $0.start = .now }
    }

    /// Samples until the task is cancelled; nothing before the clock has started.
    func watch() async throws {
        while !Task.isCancelled {
            if let start = state.withLock({ $0.start }) {
                let sample = Sample(
                    seconds: start.duration(to: .now) / .seconds(1),
                    anonymous: try ProcessMemory.anonymousBytes(of: process), placements: try Self.size(of: placements),
                    ledger: try Self.size(of: ledger))
                state.withLock { $0.samples.append(sample) }
                try? await Task.sleep(for: Self.pause)
            } else {
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    /// All samples so far.
    var samples: [Sample] { state.withLock { $0.samples } }

    /// Bytes that the files of a folder take, holes not counted.
    private static func size(of folder: URL) throws -> Int {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).reduce(0) { sum, name in
            var status = stat()
            // What has been removed since it was listed takes nothing.
            guard unsafe stat(folder.appending(path: name).path, &status) == 0, status.st_mode & S_IFMT == S_IFREG
            else {
                return sum
            }
            return sum + Int(status.st_blocks) * 512
        }
    }
}
