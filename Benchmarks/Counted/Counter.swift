internal import Foundation
internal import HotPaths

/// Counts what a hot path costs, in a process of its own under valgrind's callgrind.
///
/// There the count does not depend on how busy the machine is, and needs no counters in the processor. Keys and storage
/// are made before callgrind starts to count, so that the search for primes, which takes as long as it takes, is not in it.
struct Counter {
    private static let secondsAtMost = 300

    /// Counts the path at this place in the list of all.
    func cost(ofPathAt position: Int) throws -> Cost {
        let path = HotPath.all[position]
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "timeout", "\(Self.secondsAtMost)", "valgrind", "--tool=callgrind", "--instr-atstart=no",
            "--callgrind-out-file=/dev/null", "--fair-sched=try",
            try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"), "count", "\(position)",
        ]
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        // Both are short: neither fills its pipe while the other is read.
        let printed = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        let said = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0, let allocations = number(after: Count.allocationsWord, in: printed),
            let instructions = number(after: "Collected : ", in: said), instructions > 0
        else { throw NotCounted(path: path.name, reason: said) }
        return Cost(instructions: instructions, allocations: allocations, repetitions: path.repetitions)
    }

    private func number(after word: String, in text: String) -> Int? {
        text.range(of: word).flatMap { Int(text[$0.upperBound...].prefix { $0.isASCII && $0.isNumber }) }
    }
}

/// A path that could not be counted.
struct NotCounted: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "\"\(path)\" could not be counted:\n\(reason.suffix(2000))" }
}
