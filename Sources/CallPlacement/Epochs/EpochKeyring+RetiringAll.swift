extension EpochKeyring {
    /// Ends every epoch: the ledger forgets them with their counters and quotas, then their keys are overwritten.
    ///
    /// In this order a failure on the way leaves the file of a key that signs for no epoch, which the next start removes.
    ///
    /// - Returns: how many there were.
    static func retireAll(in ledger: any Ledger, folder: EpochKeyFolder) async throws(EpochError) -> Int {
        var count = 0
        do throws(StoreError) {
            for record in try ledger.epochs() {
                try await ledger.retire(record.id)
                count += 1
            }
        } catch {
            throw .ledger(error)
        }
        try folder.removeAll(but: nil)
        return count
    }
}

extension CallPlacementService {
    /// Ends every epoch at once, for the day on which a `K_cps` got into the wrong hands: all tokens that are out become
    /// worthless, and the next start opens an epoch with a new key. For a ledger that no service runs on.
    ///
    /// - Parameters:
    ///   - ledger: where the epochs are.
    ///   - keyFolder: where their private keys are kept.
    /// - Returns: how many epochs there were.
    /// - Throws: ``EpochError``.
    package static func retireEpochs(in ledger: any Ledger, keyFolder: String) async throws(EpochError) -> Int {
        try await EpochKeyring.retireAll(in: ledger, folder: EpochKeyFolder(path: keyFolder))
    }
}
