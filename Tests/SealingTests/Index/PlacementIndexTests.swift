import Crypto
@testable import Sealing
import TestVectors
import Testing

@Suite("Index")
struct PlacementIndexTests {
    @Test("the examples of the protocol")
    func examples() throws {
        let examples = try ProtocolExamples.load()
        for recipient in [examples.recipientA, examples.recipientB] {
            let index = PlacementIndex(of: try recipient.publicKey)
            #expect(index.hex == recipient.index)
            #expect(index.bytes == HexBytes(recipient.index)?.bytes)
            #expect(PlacementIndex(bytes: index.bytes) == index)
        }
    }

    @Test("it is the hash of the protocol's label and the key")
    func hash() throws {
        let key = try RecipientPrivateKey.generate().publicKey
        #expect(PlacementIndex(of: key).bytes == Array(SHA256.hash(data: Array("cps-index-v1".utf8) + key.bytes)))
    }

    @Test("indexes are in the order of their digits")
    func order() {
        var generator = SeededGenerator(seed: 1)
        for round in 0..<2000 {
            let left = Samples.random(32, using: &generator)
            var right = Samples.random(32, using: &generator)
            // Half of the pairs differ late, where a comparison of words could go wrong.
            if round.isMultiple(of: 2) { right = left.prefix(Int.random(in: 0...31, using: &generator)) + right }
            let (first, second) = (PlacementIndex(bytes: left), PlacementIndex(bytes: right.prefix(32)))
            #expect((first < second) == (first.hex < second.hex))
            #expect((first == second) == (first.hex == second.hex))
        }
    }
}
