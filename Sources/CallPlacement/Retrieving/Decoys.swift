package import Sealing

/// PASSporTs for nobody, which cost as much to encrypt as those for somebody.
///
/// Their recipients' private keys are thrown away as they are made, so an entry for one of them is a dummy like any
/// other: nobody can open it, and it looks random.
package struct Decoys: Sendable {
    private let all: [LiveEntry]

    /// Makes some.
    ///
    /// - Parameters:
    ///   - count: as many as a batch may have entries.
    ///   - size: the deployment's sealed size.
    /// - Throws: ``SealingError`` where the cryptographic library does not work.
    package init(count: Int, size: SealedSize) throws(SealingError) {
        let sealed = [UInt8](repeating: 0, count: size.byteCount)
        var all: [LiveEntry] = []
        for _ in 0..<count {
            let recipient = try RecipientPrivateKey.generate().publicKey
            all.append(LiveEntry(recipient: recipient, sealed: sealed, pending: 0, remaining: 0))
        }
        self.all = all
    }

    /// Live entries and as many decoys as a batch has room for beside them.
    func filling(_ live: [LiveEntry], to entries: Int) -> [LiveEntry] {
        live + all.prefix(max(0, entries - live.count))
    }
}
