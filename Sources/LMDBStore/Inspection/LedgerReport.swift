import CallPlacement

/// What was found in a ledger that is whole.
package struct LedgerReport: Equatable, Sendable {
    /// The version of its format.
    package internal(set) var version: UInt32 = 0
    /// How many commits there were.
    package internal(set) var commits: UInt64 = 0
    /// Bytes of the file.
    package internal(set) var byteCount = 0
    /// Epochs whose tokens are counted.
    package internal(set) var epochs = 0
    /// Tokens of which at least one use is counted.
    package internal(set) var tokens = 0
    /// Credentials that got at least one token, in all epochs.
    package internal(set) var quotas = 0
    /// Key bindings, and what is remembered of those that ended or were withdrawn.
    package internal(set) var keyBindings = 0
    /// When it was copied, in seconds since 1970, where it is a backup.
    package internal(set) var backupTaken: Int64?
    /// The number that the next epoch gets.
    package internal(set) var nextEpoch: UInt32 = 1

    /// Number of rows that were looked at, those that say what it is left out.
    package var rows: Int { epochs + tokens + quotas + keyBindings }
}
