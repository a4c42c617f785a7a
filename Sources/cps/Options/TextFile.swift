import CPSClient
import Foundation

/// Text files and standard input, with a bound on what is read.
enum TextFile {
    private static let byteLimit = 4_194_304

    /// The whole file; standard input for `-`.
    static func read(_ path: String) throws -> String {
        let bytes = path == "-" ? try standardInput() : try OrdinaryFile(path: path).read(upTo: byteLimit)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputError("\(path == "-" ? "standard input" : path) is not text")
        }
        return text
    }

    private static func standardInput() throws -> [UInt8] {
        guard let data = try? FileHandle.standardInput.read(upToCount: byteLimit + 1) ?? Data() else {
            throw InputError("standard input cannot be read")
        }
        guard data.count <= byteLimit else { throw InputError("standard input is too large") }
        return Array(data)
    }
}
