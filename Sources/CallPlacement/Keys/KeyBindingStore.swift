/// Keeps key bindings, on disk and synced before a call returns.
///
/// It knows an identifier, a sequence and times; what a binding says is bytes to it.
public protocol KeyBindingStore: Sendable {
    /// Everything that is kept, in order of identifier.
    func keyBindings() throws(StoreError) -> [KeyBindingRecord]

    /// Keeps a record in place of the one with its identifier, if its sequence is higher. One atomic step: of any number
    /// of callers at once, the one with the highest sequence is kept in the end, and none with a lower one after it.
    ///
    /// - Throws: ``StoreError/isFull`` holds where there is no room. Withdrawals are kept even then, as far as the disk
    ///   allows.
    func keep(_ record: KeyBindingRecord) async throws(StoreError) -> KeyBindingKeeping

    /// Removes the content of records that have ended, and records that need not be remembered any more.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Returns: how many records were changed or removed.
    @discardableResult
    func forgetKeyBindings(endedBy now: Int64) async throws(StoreError) -> Int
}

/// What became of a record that was to be kept.
public enum KeyBindingKeeping: Hashable, Sendable {
    /// It is kept.
    case kept
    /// The very same was kept before.
    case repeated
    /// One with the same or a higher sequence is kept.
    case outdated
}
