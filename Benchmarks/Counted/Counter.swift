internal import Foundation
internal import HotPaths

/// Counts what a hot path costs, in a process of its own under valgrind's callgrind.
///
/// There the count does not depend on how busy the machine is, and needs no counters in the processor. Keys and storage
/// are made before callgrind starts to count, so that the search for primes, which takes as long as it takes, is not in it.
struct Counter {
    private static let secondsAtMost = 300
    private static let valgrind = ["valgrind", "--tool=callgrind", "--instr-atstart=no", "--fair-sched=try"]

    /// Counts the path at this place in the list of all.
    ///
    /// - Parameter more: Allocations that are made in each turn beside the path's own.
    func cost(ofPathAt position: Int, and more: Int = 0) throws(NotCounted) -> Cost {
        let path = HotPath.all[position]
        let (printed, said, status) = try run(path, at: position, and: more)
        guard status != 124 else {
            throw NotCounted(path: path.name, reason: "It was not done after \(Self.secondsAtMost) seconds.")
        }
        guard status == 0, let allocations = number(after: Count.allocationsWord, in: printed),
            let instructions = number(after: "Collected : ", in: said), instructions > 0
        else { throw NotCounted(path: path.name, reason: said) }
        return Cost(instructions: instructions, allocations: allocations, repetitions: path.repetitions)
    }

    /// The command that shows where the instructions of a path go.
    static func profile(ofPathAt position: Int) -> String {
        let program = program ?? "ceilings-counted"
        let counts = valgrind + ["--callgrind-out-file=\(program).profile", program, "count", "\(position)"]
        return counts.joined(separator: " ")
            + " && callgrind_annotate \(program).profile | swift demangle --simplified | head -60"
    }

    private func run(
        _ path: HotPath, at position: Int, and more: Int
    ) throws(NotCounted) -> (output: String, errors: String, status: Int32) {
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        guard let program = Self.program else {
            throw NotCounted(path: path.name, reason: "The program cannot be found in /proc.")
        }
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["timeout", "\(Self.secondsAtMost)"] + Self.valgrind
            + ["--callgrind-out-file=/dev/null", program, "count", "\(position)", "--more", "\(more)"]
        (process.standardOutput, process.standardError) = (output, errors)
        do {
            try process.run()
            // Both are short: neither fills its pipe while the other is read.
            let printed = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            let said = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            return (printed, said, process.terminationStatus)
        } catch {
            throw NotCounted(path: path.name, reason: "\(error)")
        }
    }

    private static var program: String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
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
