import DecoderTrials
import Foundation

/// The bytes in the repository that a fuzzer begins with, for one decoder: a file each.
///
/// A file whose name begins with `read` is read, one whose name begins with `refused` is not. Others, such as what a
/// fuzzer has found, only must not break anything.
struct Corpus {
    /// Where the corpora of all decoders are.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fuzzing/Corpora")
    /// Where words are that a fuzzer may put in.
    static let dictionaries = folder.deletingLastPathComponent().appending(path: "Dictionaries")

    /// The bytes by the name of their file.
    let files: [(name: String, bytes: [UInt8])]

    init(of trial: DecoderTrial) throws {
        let folder = Self.folder.appending(path: trial.name)
        files = try Self.names(in: folder).map { name in
            (name, Array(try Data(contentsOf: folder.appending(path: name))))
        }
    }

    /// The trial of a name.
    static func trial(_ name: String) throws -> DecoderTrial {
        guard let trial = DecoderTrial.all.first(where: { $0.name == name }) else {
            throw CocoaError(.fileNoSuchFile)
        }
        return trial
    }

    /// The names in a folder, sorted.
    static func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
    }
}
