import CallPlacement
import Sealing
import Synchronization

/// The keys that placements are written under: one for each second in which some of them end.
///
/// LMDB leaves what it deletes in pages that it may use again some day, in the gaps of pages that it still uses, and in
/// buffers of its own. So nothing is ever written to its file but under the key of the second in which it ends, and when
/// that second is over the key is overwritten where it stands, its only place. From then on all copies are noise.
struct ExpiryKeys: ~Copyable, Sendable {
    /// Bytes that a record grows by when it is sealed: `slot(2) || nonce(12)`.
    static let headerByteCount = 14
    /// The longest lifetime: what ends so much later would have the key of what ends now.
    static let longestLifetime = Duration.seconds(KeyFile.slotCount - 2)

    private let file: Mutex<KeyFile>

    /// Takes over the file with the keys.
    init(_ file: consuming KeyFile) {
        self.file = Mutex(file)
    }

    /// Encrypts the bytes of a record that ends at a moment.
    borrowing func seal(_ record: [UInt8], expiry: BootInstant) throws(StoreError) -> [UInt8] {
        let second = expiry.second
        let slot = KeyFile.slot(of: second)
        var generator = SystemRandomNumberGenerator()
        let nonce = [generator.next() as UInt64, generator.next()].flatMap(BigEndian.bytes).prefix(12)
        let header = BigEndian.bytes(UInt16(slot)) + nonce
        let cipher = try file.withLock { (file) throws(StoreError) in
            if file.second(in: slot) != second { file.makeKey(for: second) }
            return try unsafe RecordCipher(key: file.key(in: slot), header: header)
        }
        var bytes = header + record
        try cipher.apply(to: &bytes, from: header.count)
        return bytes
    }

    /// Decrypts a sealed record, or the beginning of one with at least the 8 bytes that say when it ends.
    ///
    /// - Returns: `nil` where its key is gone: its second is over.
    borrowing func open(_ sealed: [UInt8]) throws(StoreError) -> [UInt8]? {
        let header = Array(sealed.prefix(Self.headerByteCount))
        guard header.count == Self.headerByteCount, let number = BigEndian.integer(header.prefix(2), as: UInt16.self),
            Int(number) < KeyFile.slotCount
        else { throw .damaged("a placement cannot be read: the folder is damaged, remove it") }
        let slot = Int(number)
        var second: UInt64 = 0
        let cipher = try file.withLock { (file) throws(StoreError) -> RecordCipher? in
            guard let kept = file.second(in: slot) else { return nil }
            second = kept
            return try unsafe RecordCipher(key: file.key(in: slot), header: header)
        }
        guard let cipher else { return nil }
        var record = Array(sealed.dropFirst(header.count))
        try cipher.apply(to: &record, from: 0)
        // Where it is another second's, the slot has had its turn again, and the record's own key is gone.
        guard let expiry = BigEndian.integer(record.span, at: 0),
            BootInstant(nanoseconds: expiry).second == second
        else { return nil }
        return record
    }

    /// Overwrites the keys of all seconds that are over.
    borrowing func shred(upTo now: BootInstant) {
        file.withLock { $0.removeKeys(before: now.second) }
    }
}

extension BootInstant {
    /// The whole seconds since the machine was started.
    var second: UInt64 { nanoseconds / 1_000_000_000 }
}
