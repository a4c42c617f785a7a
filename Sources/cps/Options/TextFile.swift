import Foundation

/// Text files and standard input, with a bound on what is read.
enum TextFile {
    private static let byteLimit = 4_194_304

    /// The whole file; standard input for `-`.
    static func read(_ path: String) throws -> String {
        let handle: FileHandle
        if path == "-" {
            handle = .standardInput
        } else {
            guard let file = FileHandle(forReadingAtPath: path) else { throw InputError("\(path) cannot be read") }
            handle = file
        }
        let data = try handle.read(upToCount: byteLimit + 1) ?? Data()
        guard data.count <= byteLimit else { throw InputError("\(path) is too large") }
        guard let text = String(validating: data, as: UTF8.self) else { throw InputError("\(path) is not text") }
        return text
    }
}
