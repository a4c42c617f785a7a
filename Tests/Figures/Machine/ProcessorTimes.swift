internal import Foundation

/// What became of the time of the machine's processors since it was started.
package struct ProcessorTimes: Hashable, Sendable {
    /// The kernel's ticks, of all processors together.
    package let all: Int
    /// Those in which something was to run here, and a neighbour on the same hardware had the processor.
    package let stolen: Int

    /// Times as given.
    package init(all: Int, stolen: Int) {
        self.all = all
        self.stolen = stolen
    }

    /// This moment's; `nil` where the kernel does not tell.
    package static func now() -> ProcessorTimes? {
        (try? String(contentsOf: URL(filePath: "/proc/stat"), encoding: .utf8)).flatMap(ProcessorTimes.init(stat:))
    }

    /// What a text like `/proc/stat` says of all processors together.
    init?(stat text: String) {
        guard let line = text.split(separator: "\n").first, line.hasPrefix("cpu ") else { return nil }
        // User, nice, system, idle, waiting, interrupts of two kinds, stolen; guests, which follow, are part of the first.
        let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Int($0) }
        guard ticks.count == 8 else { return nil }
        self.init(all: ticks.reduce(0, +), stolen: ticks[7])
    }

    /// How much of the processors' time was stolen since another moment, 0 to 1.
    package func stolenShare(since earlier: ProcessorTimes) -> Double {
        all > earlier.all ? Double(stolen - earlier.stolen) / Double(all - earlier.all) : 0
    }
}
