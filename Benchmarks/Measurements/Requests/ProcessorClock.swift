internal import Foundation
internal import Synchronization

/// The processor time that another process takes between two moments, its own and the kernel's for it.
final class ProcessorClock: Sendable {
    private let stat: String
    private let ticks = Mutex((start: 0, end: 0))

    init(of process: pid_t) {
        stat = "/proc/\(process)/stat"
    }

    func start() {
        let now = read()
        ticks.withLock { $0 = (now, now) }
    }

    func stop() {
        let now = read()
        ticks.withLock { $0.end = now }
    }

    /// Seconds between the two.
    var seconds: Double {
        ticks.withLock { Double($0.end - $0.start) } / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// User and system time in ticks: fields 14 and 15 of proc(5), counted from behind the name, which may hold blanks.
    private func read() -> Int {
        guard let text = try? String(contentsOfFile: stat, encoding: .utf8), let name = text.lastIndex(of: ")") else {
            return 0
        }
        let fields = text[name...].split(separator: " ")
        return fields.count > 12 ? (Int(fields[12]) ?? 0) + (Int(fields[11]) ?? 0) : 0
    }
}
