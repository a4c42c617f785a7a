internal import Sealing

/// Collects what batches hold for one key, each sealed PASSporT once.
struct BatchReader {
    private let key: RecipientPrivateKey
    private let opener: BatchOpener
    private var seen: Set<SealedPassport> = []
    private(set) var result = RetrievalResult()

    init(key: RecipientPrivateKey, size: SealedSize) {
        self.key = key
        self.opener = BatchOpener(key: key, size: size)
    }

    /// Whether everything that is there has been seen.
    var isComplete: Bool { seen.count >= result.pending }

    /// Reads a batch of exactly `entries`.
    ///
    /// A PASSporT that does not open is counted and passed over: who leaves rubbish must not keep the rest
    /// from being read.
    ///
    /// - Throws: ``CPSClientError/malformedAnswer`` where it is not a batch of this deployment.
    mutating func read(_ batch: [UInt8], entries: Int) throws(CPSClientError) {
        guard let opened = try? opener.open(batch, entries: entries) else { throw .malformedAnswer }
        // An answer without any may be one that a busy service left them out of: it says nothing of how many there are.
        if let pending = opened.map(\.pending).max() { result.pending = pending }
        for entry in opened where seen.insert(entry.passport).inserted {
            guard let passports = try? entry.passport.open(with: key) else {
                result.unreadable += 1
                continue
            }
            result.found.append(
                RetrievedPassports(passports: passports, remaining: entry.remaining, sealed: entry.passport))
        }
    }
}
