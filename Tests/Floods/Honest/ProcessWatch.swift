package import Foundation
internal import Synchronization

/// Watches how much memory and how many descriptors a process takes.
package final class ProcessWatch: Sendable {
    private static let pause = Duration.milliseconds(50)

    private let peak = Mutex((kilobytes: 0, descriptors: 0))
    private let identifier: pid_t
    private let task = Mutex<Task<Void, any Error>?>(nil)

    /// Begins to watch.
    package init(_ identifier: pid_t) {
        self.identifier = identifier
        let watching = Task {
            while true {
                look()
                try await Task.sleep(for: Self.pause)
            }
        }
        task.withLock { $0 = watching }
    }

    /// The most megabytes so far.
    package var megabytes: Int { peak.withLock { $0.kilobytes / 1024 } }
    /// The most descriptors so far.
    package var descriptors: Int { peak.withLock { $0.descriptors } }

    /// Stops watching.
    package func end() { task.withLock { $0?.cancel() } }

    /// The megabytes that a process has now.
    package static func megabytes(of identifier: pid_t) -> Int { kilobytes(of: identifier) / 1024 }

    private func look() {
        let kilobytes = Self.kilobytes(of: identifier)
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(identifier)/fd").count) ?? 0
        peak.withLock { peak in
            peak = (max(peak.kilobytes, kilobytes), max(peak.descriptors, files))
        }
    }

    private static func kilobytes(of identifier: pid_t) -> Int {
        let status = (try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
