import ArgumentParser
import Sealing

/// An endless stream of bytes, as a battery of randomness tests reads it.
enum EntryStream: String, CaseIterable, ExpressibleByArgument {
    /// Entries with PASSporTs, of which every byte is zero before it is encrypted.
    case live
    /// Entries without.
    case dummies
    /// The operating system's random bytes: what the others are compared with.
    case system
    /// Not random at all: the numbers from 0, in eight bytes each, as dummies from a counter would be.
    case counter

    private static let entries = 256
    private static let recipients = 16

    /// Gives pieces of the stream, in order, until the taker throws.
    func forEachPiece(_ take: ([UInt8]) throws -> Void) throws {
        let sealer = BatchSealer(size: .standard)
        switch self {
        case .live:
            let live = try Self.liveEntries()
            while true { try take(Self.body(try sealer.batch(of: live, entries: Self.entries))) }
        case .dummies:
            while true { try take(Self.body(try sealer.batch(of: [], entries: Self.entries))) }
        case .system:
            var generator = SystemRandomNumberGenerator()
            while true { try take(Self.words { _ in generator.next() }) }
        case .counter:
            var next: UInt64 = 0
            while true {
                try take(Self.words { next + UInt64($0) })
                next += UInt64(Self.wordCount)
            }
        }
    }

    /// As many entries as a batch holds, for some recipients in turn.
    private static func liveEntries() throws -> [LiveEntry] {
        let keys = try (0..<recipients).map { _ in try RecipientPrivateKey.generate().publicKey }
        let zeros = [UInt8](repeating: 0, count: SealedSize.standard.byteCount)
        return (0..<entries).map {
            LiveEntry(recipient: keys[$0 % recipients], sealed: zeros, pending: entries / recipients, remaining: 60)
        }
    }

    /// The entries alone: the bytes before them are a version, a number and a key.
    private static func body(_ batch: [UInt8]) -> [UInt8] { Array(batch.dropFirst(Batch.headerByteCount)) }

    private static let wordCount = 1 << 16

    private static func words(_ word: (Int) -> UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(wordCount * 8)
        for number in 0..<wordCount {
            let value = word(number)
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
            }
        }
        return bytes
    }
}
