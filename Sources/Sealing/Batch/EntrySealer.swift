internal import Crypto

/// Encrypts live entries into their places in a batch, one after the other with one cipher context.
struct EntrySealer: ~Copyable {
    private let cipher: CipherContext
    private let header: [UInt8]

    /// - Parameter header: the first bytes of the batch, which every entry authenticates.
    init(header: [UInt8]) throws(SealingError) {
        self.cipher = try CipherContext(.aes256GCM)
        self.header = header
    }

    /// Writes the ciphertext and tag of an entry.
    ///
    /// - Parameters:
    ///   - position: where it stands in the batch, never used twice with this key.
    ///   - output: exactly as long as the sealed PASSporT, 8 bytes, and a 16-byte tag.
    func seal(
        _ live: LiveEntry, at position: Int, key: SymmetricKey, into output: UnsafeMutableRawBufferPointer
    ) throws(SealingError) {
        let trailer = live.trailer
        precondition(output.count == live.sealed.count + trailer.count + 16, "ciphertext and tag fill the output")
        guard let start = output.baseAddress else { throw .unavailable }
        try begin(at: position, key: key)
        unsafe try cipher.update(nil, from: header, count: header.count)
        unsafe try cipher.update(start, from: live.sealed, count: live.sealed.count)
        unsafe try cipher.update(start + live.sealed.count, from: trailer, count: trailer.count)
        unsafe try cipher.finish(tag: start + live.sealed.count + trailer.count)
    }

    private func begin(at position: Int, key: SymmetricKey) throws(SealingError) {
        let failure: SealingError? = unsafe key.withUnsafeBytes { key in
            do throws(SealingError) {
                unsafe try cipher.start(key: key, nonce: Batch.nonce(position: position))
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }
}
