import DecoderTrials
import Foundation
import Sealing
import Testing

/// What only the encoder can make: sealed to a key, or under one. What it makes today is read, as the corpus is that it
/// made before.
@Suite("Fresh examples for the fuzzer")
struct FreshExampleTests {
    private static let passport = "eyJ0eXAiOiJwYXNzcG9ydCJ9.e30.AQ"

    /// Where to write them, for a corpus that has to be made anew: `WRITE_CORPORA=yes`.
    private static let isWriting = ProcessInfo.processInfo.environment["WRITE_CORPORA"] == "yes"

    private func expect(_ bytes: [UInt8], _ outcome: DecoderTrial.Outcome, as name: String, by decoder: String) throws {
        let trial = try Corpus.trial(decoder)
        #expect(try trial.outcome(of: bytes) == outcome)
        guard Self.isWriting else { return }
        let folder = Corpus.folder.appending(path: decoder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: folder.appending(path: name))
    }

    @Test func sealedPassport() throws {
        let (key, size) = (try TrialRecipient.key(), try TrialRecipient.size())
        let sealed = try SealedPassport(sealing: [Self.passport, "a.b.c"], to: key.publicKey, size: size)
        try expect(sealed.bytes, .read, as: "read-two", by: "sealed-passport")
        let other = try SealedPassport(sealing: ["a"], to: RecipientPrivateKey.generate().publicKey, size: size)
        try expect(other.bytes, .refused, as: "refused-other-key", by: "sealed-passport")
        try expect([0x02] + sealed.bytes.dropFirst(), .refused, as: "refused-suite", by: "sealed-passport")
        let lowOrder = [0x01] + [UInt8](repeating: 0, count: 32) + sealed.bytes[33...]
        try expect(lowOrder, .refused, as: "refused-low-order", by: "sealed-passport")
    }

    @Test func batch() throws {
        let (key, size) = (try TrialRecipient.key(), try TrialRecipient.size())
        let sealer = BatchSealer(size: size)
        let live = try (0..<2).map { _ in
            LiveEntry(
                recipient: key.publicKey,
                sealed: try SealedPassport(sealing: [Self.passport], to: key.publicKey, size: size).bytes, pending: 2,
                remaining: 59)
        }
        for count in 0...2 {
            let batch = try sealer.batch(of: Array(live.prefix(count)), entries: TrialRecipient.entries)
            try expect(batch, .read, as: "read-\(count)", by: "batch")
        }
        let batch = try sealer.batch(of: live, entries: TrialRecipient.entries)
        try expect([0x02] + batch.dropFirst(), .refused, as: "refused-version", by: "batch")
        let lowOrder = batch[..<3] + [UInt8](repeating: 0, count: 32) + batch[35...]
        try expect(Array(lowOrder), .refused, as: "refused-low-order", by: "batch")
    }

    @Test func handle() throws {
        let handle = Array(try TrialHandles.handle().utf8)
        try expect(handle, .read, as: "read-one", by: "handle")
        try expect(handle.dropLast() + [UInt8(ascii: "=")], .refused, as: "refused-character", by: "handle")
        try expect(handle.reversed(), .refused, as: "refused-other", by: "handle")
        try expect(Array(handle.dropLast()), .refused, as: "refused-short", by: "handle")
    }
}
