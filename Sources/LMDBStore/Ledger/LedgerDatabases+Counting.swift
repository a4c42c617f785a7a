import BlindTokens
import CallPlacement

extension LedgerDatabases {
    /// What became of an attempt to count.
    enum Counting {
        /// One more.
        case counted
        /// The limit had been reached before, or the epoch is retired.
        case refused
        /// There is no room for another counter.
        case full
    }

    /// Counts a use of a token, up to a limit.
    borrowing func countUse(
        _ use: TokenUse, limit: Int, in transaction: borrowing WriteTransaction
    ) throws(StoreError) -> Counting {
        guard let slot = try slot(of: use.epoch, in: transaction) else { return .refused }
        return try count(use.kTemp.bytes, limit: limit, in: uses[slot], transaction)
    }

    /// Counts a token issued to a credential, up to its quota.
    borrowing func countIssuance(
        to credential: CredentialID, in epoch: EpochID, quota: Int, in transaction: borrowing WriteTransaction
    ) throws(StoreError) -> Counting {
        guard let slot = try slot(of: epoch, in: transaction) else { return .refused }
        return try count(credential.bytes, limit: quota, in: quotas[slot], transaction)
    }

    /// Whether a use of a token was ever counted.
    borrowing func hasCounter(for use: TokenUse) throws(StoreError) -> Bool {
        let transaction = try ReadTransaction(environment)
        guard let slot = try slot(of: use.epoch, in: transaction) else { return false }
        return try transaction.contains(use.kTemp.bytes, in: uses[slot])
    }

    private borrowing func count(
        _ key: [UInt8], limit: Int, in database: Database, _ transaction: borrowing WriteTransaction
    ) throws(StoreError) -> Counting {
        var counted: UInt32 = 0
        if let bytes = try transaction.checkedValue(of: key, in: database) {
            guard let number = BigEndian.integer(bytes, as: UInt32.self) else {
                throw .damaged("a counter in the ledger cannot be read: see 'cpsd ledger check'")
            }
            counted = number
        }
        guard Int(counted) < limit, counted < .max else { return .refused }
        if counted == 0, try !environment.hasRoom(for: growing, in: transaction) { return .full }
        try transaction.setChecked(key, to: BigEndian.bytes(counted + 1), in: database)
        return .counted
    }
}
