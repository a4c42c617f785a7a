import DecoderTrials
import Foundation
import SeededRandomness
import Testing

/// What the fuzzer begins with, and changed at random: short, where `Scripts/fuzz` is long.
@Suite("Decoders of outside bytes, with the corpora of the fuzzer")
struct CorpusTests {
    private static let mutations = 400

    @Test("each has a corpus, and each corpus a decoder")
    func names() throws {
        let names = DecoderTrial.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(try Corpus.names(in: Corpus.folder) == names.sorted())
        #expect(Set(try Corpus.names(in: Corpus.dictionaries)).isSubset(of: names))
    }

    @Test("a corpus is read and refused as its names say", arguments: DecoderTrial.all.map(\.name))
    func corpus(name: String) throws {
        let trial = try Corpus.trial(name)
        let files = try Corpus(of: trial).files
        #expect(files.contains { $0.name.hasPrefix("read") } && files.contains { $0.name.hasPrefix("refused") })
        for (name, bytes) in files {
            #expect(bytes.count <= trial.longest, "\(name) is longer than what is tried")
            let outcome = try trial.outcome(of: bytes)
            if name.hasPrefix("read") { #expect(outcome == .read, "\(name) is not read any more") }
            if name.hasPrefix("refused") { #expect(outcome == .refused, "\(name) is not refused any more") }
        }
    }

    @Test("changed bytes break nothing", arguments: DecoderTrial.all.map(\.name))
    func mutations(name: String) throws {
        let trial = try Corpus.trial(name)
        var generator = SeededGenerator(seed: 11)
        let files = try Corpus(of: trial).files
        var refused = 0
        for round in 0..<Self.mutations {
            let original = files[round % files.count].bytes
            let bytes =
                round % 5 == 0
                ? generator.bytes(Int.random(in: 0...trial.longest, using: &generator))
                : generator.mutation(of: original)
            do {
                if try trial.outcome(of: bytes) == .refused { refused += 1 }
            } catch {
                Issue.record("\(trial.name): \(error), at \(Data(bytes).base64EncodedString())")
            }
        }
        #expect(refused > Self.mutations / 20)
    }
}
