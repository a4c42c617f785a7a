import Crypto
import Foundation
@testable import Sealing
import TestVectors
import Testing

/// What a batch's opener does not take.
@Suite("Damaged and dishonest batches")
struct BatchRefusalTests {
    private let key: RecipientPrivateKey
    private let size: SealedSize
    private let opener: BatchOpener

    init() throws {
        key = try .generate()
        size = try Samples.size
        opener = BatchOpener(key: key, size: size)
    }

    /// A batch of two with its live entry in front.
    private func batch() throws -> [UInt8] {
        try BatchSealer(size: size).batch(
            of: [(position: 0, entry: Samples.live(key.publicKey))], entries: 2, ephemeral: EphemeralEncapsulation())
    }

    @Test("one flipped bit anywhere in the header, and nothing opens")
    func flippedHeader() throws {
        let batch = try batch()
        #expect(try opener.open(batch, entries: 2).count == 1)
        for bit in 0..<35 * 8 {
            var flipped = batch
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            switch bit / 8 {
            case 0: #expect(throws: SealingError.unknownVersion) { try opener.open(flipped, entries: 2) }
            case 1, 2: #expect(throws: SealingError.wrongLength) { try opener.open(flipped, entries: 2) }
            default: #expect(try opener.open(flipped, entries: 2).isEmpty)
            }
        }
    }

    @Test("one flipped bit anywhere in an entry, and it does not open")
    func flippedEntry() throws {
        let batch = try batch()
        for position in 35..<35 + size.entryByteCount {
            var flipped = batch
            flipped[position] ^= 1 << UInt8(position % 8)
            #expect(try opener.open(flipped, entries: 2).isEmpty)
        }
    }

    @Test("what is flipped in a dummy changes nothing")
    func flippedDummy() throws {
        var batch = try batch()
        batch[batch.count - 1] ^= 1
        #expect(try opener.open(batch, entries: 2).count == 1)
    }

    @Test("an entry opens at its own position alone")
    func movedEntry() throws {
        let batch = try batch()
        let half = size.entryByteCount
        let swapped = Array(batch[..<35] + batch[(35 + half)...] + batch[35..<35 + half])
        #expect(try opener.open(swapped, entries: 2).isEmpty)
    }

    @Test("an entry opens in its own batch alone")
    func entryOfAnotherBatch() throws {
        let (first, second) = (try batch(), try batch())
        #expect(try opener.open(Array(first[..<35] + second[35...]), entries: 2).isEmpty)
    }

    @Test("another number of entries, or of bytes", arguments: [-1, 0, 1, 3, 65_536])
    func wrongCount(_ entries: Int) throws {
        let batch = try batch()
        #expect(throws: SealingError.wrongLength) { try opener.open(batch, entries: entries) }
        for other in [[], [0x01], Array(batch.dropLast()), batch + [0], Array(batch.prefix(35))] {
            #expect(throws: SealingError.wrongLength) { try opener.open(other, entries: 2) }
        }
        // A header that says another number than there are entries.
        var lying = batch
        lying[2] = 3
        #expect(throws: SealingError.wrongLength) { try opener.open(lying, entries: 2) }
    }

    @Test("a batch of another sealed size")
    func otherSize() throws {
        let other = BatchOpener(key: key, size: .standard)
        let batch = try batch()
        #expect(throws: SealingError.wrongLength) { try other.open(batch, entries: 2) }
    }

    @Test("E of low order is refused", arguments: RecipientPublicKeyTests.lowOrder)
    func lowOrder(_ digits: String) throws {
        var batch = try batch()
        batch.replaceSubrange(3..<35, with: try #require(HexBytes(digits)).bytes)
        #expect(throws: SealingError.notForThisKey) { try opener.open(batch, entries: 2) }
    }

    @Test("zeros of the trailer that are none are refused", arguments: 0..<4)
    func trailer(_ position: Int) throws {
        var plaintext = try Samples.live(key.publicKey).sealed + [0, 7, 0, 8, 0, 0, 0, 0]
        let sound = try handmade(plaintext)
        #expect(try opener.open(sound, entries: 1).map(\.pending) == [7])
        #expect(try opener.open(sound, entries: 1).map(\.remaining) == [8])
        plaintext[plaintext.count - 4 + position] = 1
        let unsound = try handmade(plaintext)
        #expect(throws: SealingError.malformedPlaintext) { try opener.open(unsound, entries: 1) }
    }

    /// A batch of one entry with any plaintext, made with swift-crypto alone.
    private func handmade(_ plaintext: [UInt8]) throws -> [UInt8] {
        let recipient = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: key.publicKey.bytes)
        let sender = try HPKE.Sender(
            recipientKey: recipient, ciphersuite: IndependentRecipient.suite, info: Data("cps-batch-v1".utf8))
        let header = [0x01, 0x00, 0x01] + Array(sender.encapsulatedKey)
        let box = try AES.GCM.seal(
            plaintext, using: sender.exportSecret(context: Data("entry-key".utf8), outputByteCount: 32),
            nonce: AES.GCM.Nonce(data: [UInt8](repeating: 0, count: 12)), authenticating: header)
        return header + Array(box.ciphertext + box.tag)
    }
}
