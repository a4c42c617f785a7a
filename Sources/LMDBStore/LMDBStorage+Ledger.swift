public import CallPlacement

extension LMDBStorage: Ledger {
    public func epochs() throws(StoreError) -> [EpochRecord] {
        let storage = try storage()
        let transaction = try ReadTransaction(storage.ledger.environment)
        return try storage.ledger.rows(in: transaction).map(\.record)
    }

    public func open(publicKey: [UInt8], start: Int64) async throws(StoreError) -> EpochRecord {
        try await submit { .openEpoch(publicKey: publicKey, start: start, $0) }
    }

    public func retire(_ epoch: EpochID) async throws(StoreError) {
        try await submit { .retire(epoch, $0) }
    }

    public func countIssuance(
        to credential: CredentialID, in epoch: EpochID, quota: Int
    ) async throws(StoreError) -> Bool {
        try await submit { .countIssuance(.init(credential: credential, epoch: epoch, quota: quota), $0) }
    }
}
