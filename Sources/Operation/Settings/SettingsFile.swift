internal import Foundation

/// A file that a setting names.
package enum SettingsFile {
    /// Why a file cannot be read, and what to do about it.
    package struct Unreadable: Error, CustomStringConvertible {
        package let description: String
    }

    /// The file's bytes, at least one.
    package static func read(_ path: String) throws(Unreadable) -> [UInt8] {
        let files = FileManager.default
        var isFolder: ObjCBool = false
        // Writes one `ObjCBool` to a variable that outlives the call.
        guard unsafe files.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Unreadable(description: "\(path) does not exist; name the file that is meant")
        }
        if isFolder.boolValue { throw Unreadable(description: "\(path) is a folder; name a file") }
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw Unreadable(description: "\(path) cannot be read; let the user that this program runs as read it")
        }
        if data.isEmpty { throw Unreadable(description: "\(path) is empty; write it, or name another file") }
        return Array(data)
    }
}
