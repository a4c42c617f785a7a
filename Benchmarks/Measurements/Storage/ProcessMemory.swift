internal import Foundation

/// What a process holds in memory besides files.
enum ProcessMemory {
    /// Bytes of anonymous pages of a process, of this one where none is named: the rest of what is resident belongs to
    /// files.
    static func anonymousBytes(of process: pid_t? = nil) throws -> Int {
        // /proc cannot be mapped and has no length, so it is read to its end.
        let path = "/proc/\(process.map { "\($0)" } ?? "self")/status"
        let status = try FileHandle(forReadingFrom: URL(filePath: path)).readToEnd() ?? Data()
        let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("RssAnon:") }),
            let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
        else { throw StorageFailure.noFigure("RssAnon in \(path)") }
        return kilobytes * 1024
    }
}
