package import ServiceHarness

extension ServedProgram {
    /// The service, allowed to open so many files.
    package static func cpsd(openFiles: Int) -> ServedProgram {
        ServedProgram(
            path: "/bin/sh", arguments: ["-c", "ulimit -n \(openFiles); exec \"$0\" \"$@\"", BuiltProgram.cpsd])
    }

    /// The service on one processor alone, or on all where none is named.
    ///
    /// - Parameters:
    ///   - seconds: it is ended by force after so many.
    package static func cpsd(onProcessor number: Int?, longestSeconds seconds: Int) -> ServedProgram {
        guard let number else { return ServedProgram(path: BuiltProgram.cpsd, longestSeconds: seconds) }
        return ServedProgram(
            path: "/usr/bin/taskset", arguments: ["-c", "\(number)", BuiltProgram.cpsd], longestSeconds: seconds)
    }
}
