import Crypto
@testable import Sealing
import TestVectors
import Testing

/// Our code against bytes that an independent implementation made from the protocol's description.
@Suite("Examples of protocol version 1")
struct ProtocolExampleTests {
    private let examples: ProtocolExamples

    init() throws {
        examples = try ProtocolExamples.load()
    }

    @Test("the sealed PASSporTs open, each with its own key")
    func openSealed() throws {
        #expect(examples.sealedPassport.count == 2)
        for example in examples.sealedPassport {
            let sealed = try SealedPassport(bytes: example.sealed.bytes, size: examples.size)
            #expect(try sealed.open(with: examples.recipient(example.to).key) == example.passportsText)
            let other = examples.recipient(example.to == "A" ? "B" : "A")
            #expect(throws: SealingError.notForThisKey) { try sealed.open(with: other.key) }
        }
    }

    @Test("the sealed PASSporTs, byte for byte from their ephemeral keys")
    func reproduceSealed() throws {
        for example in examples.sealedPassport {
            let recipient = try examples.recipient(example.to).publicKey
            let ephemeral = try EphemeralEncapsulation(dangerouslyUsing: example.ephemeral.bytes)
            let context = KeySchedule(aead: .aes256GCM, info: SealedPassport.info)
                .context(of: try ephemeral.sharedSecret(with: recipient))
            let box = try AES.GCM.seal(
                try PassportPlaintext.encode(example.passportsText, size: examples.size),
                using: context.key(byteCount: 32), nonce: AES.GCM.Nonce(data: context.baseNonce().bytes),
                authenticating: PlacementIndex(of: recipient).bytes)
            let bytes = [SealedPassport.suite] + ephemeral.encapsulated + Array(box.ciphertext + box.tag)
            #expect(bytes == example.sealed.bytes)
        }
    }

    @Test("the batch's keys")
    func entryKeys() throws {
        let batch = examples.batch
        let ephemeral = try EphemeralEncapsulation(dangerouslyUsing: batch.ephemeral.bytes)
        #expect(ephemeral.encapsulated == batch.E.bytes)
        for (name, expected) in [("A", batch.entryKeyA), ("B", batch.entryKeyB)] {
            let recipient = examples.recipient(name)
            let sent = try ephemeral.sharedSecret(with: recipient.publicKey)
            let received = try DHKEM.decapsulate(batch.E.bytes, by: recipient.key)
            for secret in [sent, received] {
                let key = Batch.schedule.context(of: secret).export(Batch.exporterContext, byteCount: 32)
                #expect(key.bytes == expected.bytes)
            }
        }
    }

    @Test("the batch's header and live entries, byte for byte; its dummies are other ones")
    func reproduceBatch() throws {
        let (batch, size) = (examples.batch, try examples.size)
        let placed = try batch.live.map { live in
            let sealed = try #require(examples.sealed(to: live.to)).sealed.bytes
            let entry = LiveEntry(
                recipient: try examples.recipient(live.to).publicKey, sealed: sealed, pending: live.pending,
                remaining: live.remaining)
            return (position: live.at, entry: entry)
        }
        #expect(placed.count == 2)
        let bytes = try BatchSealer(size: size).batch(
            of: placed, entries: 4, ephemeral: EphemeralEncapsulation(dangerouslyUsing: batch.ephemeral.bytes))
        #expect(bytes.count == batch.bytes.bytes.count)
        #expect(bytes[..<35] == batch.bytes.bytes[..<35])
        for position in 0..<4 {
            let start = 35 + position * size.entryByteCount
            let entry = start..<start + size.entryByteCount
            let isLive = placed.contains { $0.position == position }
            #expect((bytes[entry] == batch.bytes.bytes[entry]) == isLive)
        }
    }

    @Test("the batch opens with both keys, and says what it should")
    func openBatch() throws {
        for live in examples.batch.live {
            let example = try #require(examples.sealed(to: live.to))
            let key = try examples.recipient(live.to).key
            let opened = try BatchOpener(key: key, size: examples.size).open(examples.batch.bytes.bytes, entries: 4)
            #expect(opened.count == 1)
            let only = try #require(opened.first)
            #expect(only.passport.bytes == example.sealed.bytes)
            #expect(only.pending == live.pending)
            #expect(only.remaining == live.remaining)
            #expect(try only.passport.open(with: key) == example.passportsText)
            let positions = try IndependentRecipient(key)
                .open(examples.batch.bytes.bytes, entryByteCount: examples.size.entryByteCount).map(\.position)
            #expect(positions == [live.at])
        }
    }

    @Test("somebody else opens nothing of the batch")
    func strangersBatch() throws {
        let stranger = BatchOpener(key: try .generate(), size: try examples.size)
        #expect(try stranger.open(examples.batch.bytes.bytes, entries: 4).isEmpty)
    }
}
