internal import Crypto

/// Opens batches: the retriever's side.
public struct BatchOpener: Sendable {
    /// What a batch held for the key.
    public struct Opened: Sendable {
        /// The sealed PASSporT, still sealed to the same key.
        public let passport: SealedPassport
        /// How many live PASSporTs the recipient has at the service.
        public let pending: Int
        /// How many seconds this one will still be kept.
        public let remaining: Int
    }

    /// The deployment's sealed size.
    public let size: SealedSize
    private let key: RecipientPrivateKey

    /// An opener for one private key.
    public init(key: RecipientPrivateKey, size: SealedSize) {
        self.key = key
        self.size = size
    }

    /// Everything in a batch that is for this key: one decapsulation, and one tag check an entry.
    ///
    /// An entry that does not open is no error: it is a dummy or somebody else's.
    ///
    /// - Parameter entries: how many entries were asked for.
    /// - Throws: ``SealingError/wrongLength`` where the batch does not have exactly that many entries,
    ///   ``SealingError/unknownVersion``, ``SealingError/notForThisKey`` where `E` is of low order,
    ///   ``SealingError/malformedPlaintext`` where an entry opens but is not in the one allowed form.
    public func open(_ batch: [UInt8], entries: Int) throws(SealingError) -> [Opened] {
        guard batch.count == size.batchByteCount(entries: entries) else { throw .wrongLength }
        guard batch[0] == Batch.version else { throw .unknownVersion }
        guard Int(batch[1]) << 8 | Int(batch[2]) == entries else { throw .wrongLength }
        let header = batch[..<Batch.headerByteCount]
        let secret = try DHKEM.decapsulate(Array(header[3...]), by: key)
        let entryKey = Batch.schedule.context(of: secret).export(Batch.exporterContext, byteCount: 32)
        var opened: [Opened] = []
        for position in 0..<entries {
            let start = Batch.headerByteCount + position * size.entryByteCount
            let entry = batch[start..<start + size.entryByteCount]
            guard let plaintext = try? decrypt(entry, at: position, key: entryKey, header: header) else { continue }
            opened.append(try parse(plaintext))
        }
        return opened
    }

    private func decrypt(
        _ entry: ArraySlice<UInt8>, at position: Int, key: SymmetricKey, header: ArraySlice<UInt8>
    ) throws -> [UInt8] {
        let box = try AES.GCM.SealedBox(
            nonce: AES.GCM.Nonce(data: Batch.nonce(position: position)),
            ciphertext: entry.dropLast(16), tag: entry.suffix(16))
        return Array(try AES.GCM.open(box, using: key, authenticating: header))
    }

    private func parse(_ plaintext: [UInt8]) throws(SealingError) -> Opened {
        let trailer = Array(plaintext.suffix(8))
        guard trailer[4...].allSatisfy({ $0 == 0 }) else { throw .malformedPlaintext }
        return Opened(
            passport: try SealedPassport(bytes: plaintext.dropLast(8), size: size),
            pending: Int(trailer[0]) << 8 | Int(trailer[1]),
            remaining: Int(trailer[2]) << 8 | Int(trailer[3]))
    }
}
