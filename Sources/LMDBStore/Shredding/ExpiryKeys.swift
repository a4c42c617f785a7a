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
    borrowing func seal(
        _ record: [UInt8], expiry: BootInstant, with cipher: inout RecordCipher
    ) throws(StoreError) -> [UInt8] {
        let second = expiry.second
        let slot = KeyFile.slot(of: second)
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headerByteCount + record.count)
        BigEndian.append(UInt16(slot), to: &bytes)
        BigEndian.append(generator.next() as UInt64, to: &bytes)
        BigEndian.append(UInt32(truncatingIfNeeded: generator.next() as UInt64), to: &bytes)
        bytes += record
        try file.withLock { (file) throws(StoreError) in
            if file.second(in: slot) != second { file.makeKey(for: second) }
            unsafe try cipher.begin(second: second, key: file.key(in: slot), header: bytes.span)
        }
        try cipher.apply(to: &bytes, from: Self.headerByteCount)
        return bytes
    }

    /// Readies a cipher for what follows the header of a sealed record.
    ///
    /// - Returns: the second whose key it has; `nil` where there is no key any more. A slot may have had its turn again:
    ///   what the record itself says decides (``isReadable(_:under:)``).
    borrowing func begin(_ sealed: Span<UInt8>, with cipher: inout RecordCipher) throws(StoreError) -> UInt64? {
        guard sealed.count >= Self.headerByteCount else { throw PlacementDatabases.unreadable }
        let slot = Int(sealed[0]) << 8 | Int(sealed[1])
        guard slot < KeyFile.slotCount else { throw PlacementDatabases.unreadable }
        return try file.withLock { (file) throws(StoreError) -> UInt64? in
            guard let second = file.second(in: slot) else { return nil }
            unsafe try cipher.begin(second: second, key: file.key(in: slot), header: sealed)
            return second
        }
    }

    /// Whether a record was decrypted with its own key: it ends in the second that the key belongs to.
    static func isReadable(_ record: Span<UInt8>, under second: UInt64) -> Bool {
        guard let expiry = BigEndian.integer(record, at: 0) else { return false }
        return BootInstant(nanoseconds: expiry).second == second
    }

    /// Decrypts the beginning of a sealed record.
    ///
    /// - Parameter count: how many bytes, at least the 8 that say when it ends; fewer where there are no more.
    /// - Returns: `nil` where its key is gone: its second is over.
    borrowing func open(
        _ sealed: Span<UInt8>, first count: Int, with cipher: inout RecordCipher
    ) throws(StoreError) -> [UInt8]? {
        guard let second = try begin(sealed, with: &cipher) else { return nil }
        let count = min(count, sealed.count - Self.headerByteCount)
        var record = [UInt8](repeating: 0, count: count)
        let body = sealed.extracting(Self.headerByteCount..<Self.headerByteCount + count)
        try cipher.apply(body, into: &record, at: 0)
        return Self.isReadable(record.span, under: second) ? record : nil
    }

    /// Overwrites the keys of all seconds after one: nothing that lives is under them.
    borrowing func shred(after last: BootInstant) {
        file.withLock { $0.removeKeys(after: last.second) }
    }

    /// Whether there is a key of a second after that of a moment.
    borrowing func hasKey(after last: BootInstant) -> Bool {
        file.withLock { $0.hasKey(after: last.second) }
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
