internal import Foundation

/// Whether a folder can be made or written to, found out without making or writing anything.
package enum FolderProbe {
    /// What stands against it; `nil` where nothing does.
    package static func fault(of path: String) -> String? {
        switch isFolder(path) {
        case true?:
            return isWritable(path) ? nil : "cannot be written to; give \(path) to the user that this program runs as"
        case false?: return "is \(path), which is a file; name a folder"
        case nil: break
        }
        let parent = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        guard isFolder(parent) == true else { return "cannot be made: \(parent) is no folder; make that first" }
        return isWritable(parent)
            ? nil : "cannot be made in \(parent); make \(path) and give it to the user that this program runs as"
    }

    /// `nil` where there is nothing.
    private static func isFolder(_ path: String) -> Bool? {
        var isFolder: ObjCBool = false
        // Writes one `ObjCBool` to a variable that outlives the call.
        let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists ? isFolder.boolValue : nil
    }

    private static func isWritable(_ path: String) -> Bool { FileManager.default.isWritableFile(atPath: path) }
}
