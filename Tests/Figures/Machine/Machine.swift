internal import Foundation

/// The machine that a run was made on, without its name.
package struct Machine: Sendable {
    package let processor: String
    package let processors: Int
    package let gibibytes: Double
    package let kernel: String
    package let swift: String

    /// A machine as given.
    package init(processor: String, processors: Int, gibibytes: Double, kernel: String, swift: String) {
        self.processor = processor
        self.processors = processors
        self.gibibytes = gibibytes
        self.kernel = kernel
        self.swift = swift
    }

    /// This machine, as the kernel describes it.
    ///
    /// - Parameter swift: what the compiler says of itself.
    package static func here(swift: String) -> Machine {
        let process = ProcessInfo.processInfo
        return Machine(
            processor: processorName(in: text(of: "/proc/cpuinfo")), processors: process.activeProcessorCount,
            gibibytes: Double(process.physicalMemory) / Double(1 << 30),
            kernel: text(of: "/proc/sys/kernel/osrelease").trimmingCharacters(in: .whitespacesAndNewlines), swift: swift
        )
    }

    /// In one sentence.
    package var sentence: String {
        "The machine has \(processors) processors (\(processor)), \(Wording.fixed(gibibytes, 0)) GiB of memory, and Linux \(kernel); the programs were built by \(swift)."
    }

    /// What `/proc/cpuinfo` calls the first processor.
    static func processorName(in text: String) -> String {
        for line in text.split(separator: "\n") where line.hasPrefix("model name") {
            let name = line.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces)
            if !name.isEmpty { return name }
        }
        return "of a model that the kernel does not name"
    }

    private static func text(of path: String) -> String {
        (try? String(contentsOf: URL(filePath: path), encoding: .utf8)) ?? ""
    }
}
