package import Foundation

/// A program that serves.
package struct ServedProgram: Sendable {
    /// Where it is.
    package let path: String
    /// What comes before the settings on its command line.
    package let arguments: [String]
    /// It is ended by force after this many seconds, also where whoever started it is gone.
    package let longestSeconds: Int

    /// A program as given.
    package init(path: String, arguments: [String] = [], longestSeconds: Int = 300) {
        self.path = path
        self.arguments = arguments
        self.longestSeconds = longestSeconds
    }

    /// The service itself.
    package static let cpsd = ServedProgram(path: BuiltProgram.cpsd)

    /// The service with a library's functions before those of the C library, and with variables ("NAME=value") for it.
    ///
    /// Libraries that stand there already, a sanitizer's say, stay behind it.
    package static func cpsd(behind library: URL, _ variables: String...) -> ServedProgram {
        let there = ProcessInfo.processInfo.environment["LD_PRELOAD"].map { ":\($0)" } ?? ""
        return ServedProgram(
            path: "/usr/bin/env", arguments: ["LD_PRELOAD=\(library.path)\(there)"] + variables + [BuiltProgram.cpsd])
    }
}
