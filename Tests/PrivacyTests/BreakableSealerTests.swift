import Mutants
import Sealing
import Testing

@Suite struct BreakableSealerTests {
    /// A mutant differs from the service in its fault and in nothing else.
    @Test func withoutAFaultItIsTheProtocol() throws {
        let size = try SealedSize(byteCount: 512)
        let keys = try (0..<2).map { _ in try RecipientPrivateKey.generate() }
        let live = try [0, 1, 0].map { owner in
            let sealed = try SealedPassport(sealing: ["e30.e30.AQ"], to: keys[owner].publicKey, size: size)
            return LiveEntry(recipient: keys[owner].publicKey, sealed: sealed.bytes, pending: 1 + owner, remaining: 9)
        }
        let batch = try BreakableSealer(size: size).batch(of: live, entries: 8)
        for (owner, count) in [(0, 2), (1, 1)] {
            let opened = try BatchOpener(key: keys[owner], size: size).open(batch, entries: 8)
            #expect(opened.count == count)
            #expect(opened.allSatisfy { $0.pending == 1 + owner && $0.remaining == 9 })
            #expect(try opened.allSatisfy { try $0.passport.open(with: keys[owner]) == ["e30.e30.AQ"] })
        }
    }
}
