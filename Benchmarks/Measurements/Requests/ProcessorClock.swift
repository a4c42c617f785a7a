internal import Foundation
internal import LoadGeneration
internal import Synchronization

/// The processor time that another process takes between two moments, its own and the kernel's for it.
final class ProcessorClock: Sendable {
    private let stat: String
    private let ticks = Mutex<(start: Int?, end: Int?)>((nil, nil))

    init(of process: pid_t) {
        stat = "/proc/\(process)/stat"
    }

    func start() {
        let now = read()
        ticks.withLock { $0 = (now, nil) }
    }

    func stop() {
        let now = read()
        ticks.withLock { $0.end = now }
    }

    /// Seconds between the two.
    ///
    /// - Throws: `LoadError` where the process was not there at both.
    func seconds() throws -> Double {
        let (start, end) = ticks.withLock { $0 }
        guard let start, let end else { throw LoadError("the processor time of a process could not be read") }
        return Double(end - start) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// User and system time in ticks: fields 14 and 15 of proc(5), counted from behind the name, which may hold blanks.
    private func read() -> Int? {
        guard let text = try? String(contentsOfFile: stat, encoding: .utf8), let name = text.lastIndex(of: ")") else {
            return nil
        }
        let fields = text[name...].split(separator: " ")
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else { return nil }
        return user + system
    }
}
