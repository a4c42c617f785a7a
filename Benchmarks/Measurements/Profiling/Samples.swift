/// What perf saw of a process: how many samples fell on each part of its work.
package struct Samples: Sendable {
    package private(set) var counts: [WorkPart: Int] = [:]
    package private(set) var total = 0

    /// No samples.
    package init() {}

    /// Reads what `perf script -F ip,sym,dso` prints: the frames of a sample line by line, innermost first, and an empty line
    /// after each.
    package init(script: String) {
        var stack: [SampledFrame] = []
        for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
            if let frame = SampledFrame(line) {
                stack.append(frame)
            } else if !stack.isEmpty {
                add(stack)
                stack = []
            }
        }
        if !stack.isEmpty { add(stack) }
    }

    /// Counts those of another recording, too.
    package mutating func add(_ other: Samples) {
        counts.merge(other.counts, uniquingKeysWith: +)
        total += other.total
    }

    /// The share of a part in all samples; every sample belongs to one part.
    package func share(of part: WorkPart) -> Double {
        total == 0 ? 0 : Double(counts[part, default: 0]) / Double(total)
    }

    private mutating func add(_ stack: [SampledFrame]) {
        counts[WorkPart.of(stack), default: 0] += 1
        total += 1
    }
}
