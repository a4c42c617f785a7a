package import Crypto
internal import Foundation
package import Sealing

/// Makes batches as the service does, as long as none of its parts is replaced.
package struct BreakableSealer: BatchMaking {
    /// Everything about an entry that is to be sealed.
    package struct Sealing: Sendable {
        package let live: LiveEntry
        package let position: Int
        package let key: SymmetricKey
        package let header: [UInt8]
    }

    private let size: SealedSize
    /// The key pair of a batch.
    package var ephemeral: @Sendable () -> Curve25519.KeyAgreement.PrivateKey = { Curve25519.KeyAgreement.PrivateKey() }
    /// What is shown as `E`, from the public key and the number of live entries.
    package var shown: @Sendable (_ publicKey: [UInt8], _ live: Int) -> [UInt8] = { publicKey, _ in publicKey }
    /// Where so many live entries stand among so many.
    package var positions: @Sendable (_ live: Int, _ entries: Int) -> [Int] = { Array((0..<$1).shuffled().prefix($0)) }
    /// So many bytes of dummies.
    package var dummies: @Sendable (_ byteCount: Int) -> [UInt8] = Self.randomBytes
    /// A live entry.
    package var entry: @Sendable (Sealing) throws -> [UInt8] = { try $0.sealed() }

    /// A sealer without a fault.
    package init(size: SealedSize) {
        self.size = size
    }

    package func batch(of live: [LiveEntry], entries: Int) throws(SealingError) -> [UInt8] {
        do {
            let pair = ephemeral()
            let publicKey = Array(pair.publicKey.rawRepresentation)
            let header = [0x01, UInt8(entries >> 8), UInt8(entries & 0xff)] + shown(publicKey, live.count)
            var batch = header + dummies(entries * size.entryByteCount)
            for (position, live) in zip(positions(live.count, entries), live) {
                let start = header.count + position * size.entryByteCount
                let sealing = Sealing(
                    live: live, position: position, key: try EntryKey.derive(pair, to: live.recipient), header: header)
                batch.replaceSubrange(start..<start + size.entryByteCount, with: try entry(sealing))
            }
            return batch
        } catch {
            throw .unavailable
        }
    }

    /// So many random bytes.
    package static func randomBytes(_ count: Int) -> [UInt8] { keystream(SymmetricKey(size: .bits256), count) }

    /// So many bytes that follow from a key.
    package static func keystream(_ key: SymmetricKey, _ count: Int) -> [UInt8] {
        let nonce = [UInt8](repeating: 0, count: 12)
        guard let box = try? AES.GCM.seal(Data(count: count), using: key, nonce: AES.GCM.Nonce(data: nonce)) else {
            return Array(repeating: 0, count: count)
        }
        return Array(box.ciphertext)
    }
}

extension BreakableSealer.Sealing {
    /// What an entry says beside the PASSporT.
    package var trailer: [UInt8] {
        [live.pending, live.remaining].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] } + [0, 0, 0, 0]
    }

    /// The entry as the protocol has it, or under another key.
    package func sealed(with other: SymmetricKey? = nil) throws -> [UInt8] {
        let nonce = [UInt8](repeating: 0, count: 10) + [UInt8(position >> 8), UInt8(position & 0xff)]
        let box = try AES.GCM.seal(
            live.sealed + trailer, using: other ?? key, nonce: AES.GCM.Nonce(data: nonce), authenticating: header)
        return Array(box.ciphertext) + Array(box.tag)
    }
}
