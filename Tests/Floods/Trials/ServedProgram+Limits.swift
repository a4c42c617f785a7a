package import ServiceHarness

extension ServedProgram {
    /// The service, allowed to open so many files.
    package static func cpsd(openFiles: Int) -> ServedProgram {
        ServedProgram(
            path: "/bin/sh", arguments: ["-c", "ulimit -n \(openFiles); exec \"$0\" \"$@\"", BuiltProgram.cpsd])
    }

    /// The service on one processor alone.
    package static func cpsd(onProcessor number: Int) -> ServedProgram {
        ServedProgram(path: "/usr/bin/taskset", arguments: ["-c", "\(number)", BuiltProgram.cpsd])
    }
}
