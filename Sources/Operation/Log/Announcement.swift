internal import Foundation
package import Logging
internal import Synchronization

/// What a program tells whoever starts it, a line at a time: on standard output while it works, on standard error
/// why it ends.
package struct Announcement: Sendable {
    /// Set once, when the settings are known; before that, whoever starts a program sees plain lines.
    private static let format = Mutex(LogFormat.plain)

    /// From now on all announcements of the process are written like this.
    package static func speak(_ format: LogFormat) {
        self.format.withLock { $0 = format }
    }

    private let program: String

    /// Announcements of a program.
    package init(of program: String) {
        self.program = program
    }

    /// Says a line on standard output at once, also where that is a file.
    package func say(_ line: String, level: Logger.Level = .info) {
        write(line, level, to: .standardOutput)
    }

    /// Says why the program ends, on standard error.
    package func end(_ reason: String) {
        switch Self.format.withLock({ $0 }) {
        case .plain: FileHandle.standardError.write(Data("\(program) cannot go on: \(reason)\n".utf8))
        case .json: write("cannot go on: \(reason)", .critical, to: .standardError)
        }
    }

    private func write(_ line: String, _ level: Logger.Level, to file: FileHandle) {
        let text =
            switch Self.format.withLock({ $0 }) {
            case .plain: "\(program): \(line)\n"
            case .json: LogLine(program: program, level: level, source: program, message: line).text
            }
        file.write(Data(text.utf8))
    }
}
