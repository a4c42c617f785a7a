internal import Foundation
internal import Glibc
internal import Synchronization

/// How long the disk under a ledger takes to sync a page, ten times a second, beside the service and without it: a store that
/// is answered 201 was synced, so it cannot be faster.
final class DiskProbe: Sendable {
    private struct State {
        var start: ContinuousClock.Instant?
        var isOver = false
        /// Minute and milliseconds.
        var times: [(minute: Int, milliseconds: Double)] = []
    }

    private static let pause = 0.1
    private static let byteCount = 4096

    private let state = Mutex(State())

    /// A probe of a new file in a folder, whose clock has not started.
    init(in folder: URL) throws {
        let file = folder.appending(path: "disk-probe")
        try Data(repeating: 0, count: Self.byteCount).write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        // It waits for the disk, so it has a thread of its own.
        Thread.detachNewThread { [self] in
            while state.withLock({ !$0.isOver }) {
                look(handle)
                Thread.sleep(forTimeInterval: Self.pause)
            }
        }
    }

    /// The clock starts.
    func start() {
        state.withLock { $0.start = .now }
    }

    /// Ends it.
    func end() {
        state.withLock { $0.isOver = true }
    }

    /// The 99th percentile of each minute, in milliseconds. Where the disk stood still, those count that would have been
    /// begun meanwhile.
    func percentiles(ofMinutes minutes: Int) -> [Double] {
        let times = state.withLock(\.times)
        return (0..<minutes).map { minute in
            let here = times.filter { $0.minute == minute }.flatMap { time in
                stride(from: time.milliseconds, through: 0, by: -Self.pause * 1000)
            }.sorted()
            return here.isEmpty ? .nan : here[min(here.count - 1, here.count * 99 / 100)]
        }
    }

    private func look(_ handle: FileHandle) {
        let begin = ContinuousClock.now
        guard (try? handle.seek(toOffset: 0)) != nil,
            (try? handle.write(contentsOf: Data(repeating: UInt8.random(in: 0...255), count: Self.byteCount))) != nil,
            fdatasync(handle.fileDescriptor) == 0
        else { return }
        let time = begin.duration(to: .now) / .milliseconds(1)
        state.withLock { state in
            guard let start = state.start else { return }
            state.times.append((Int(start.duration(to: begin) / .seconds(60)), time))
        }
    }
}
