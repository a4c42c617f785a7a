internal import Foundation

/// Where progress and tables are printed.
package enum Terminal {
    /// Prints a line at once, also where standard output is a file.
    @Sendable package static func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }
}
