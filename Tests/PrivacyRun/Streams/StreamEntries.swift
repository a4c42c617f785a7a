import ArgumentParser
import Foundation

/// `privacy stream KIND`: bytes for a battery of randomness tests, without end.
struct StreamEntries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream", abstract: "Write entries of one kind to standard output until nobody reads them.")

    @Argument(help: "live, dummies, system, or counter (which is not random).")
    var kind: EntryStream

    func run() async throws {
        // The end of the reader ends this program, by SIGPIPE.
        try kind.forEachPiece { try FileHandle.standardOutput.write(contentsOf: Data($0)) }
    }
}
