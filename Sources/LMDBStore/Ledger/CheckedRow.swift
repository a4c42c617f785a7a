import CallPlacement

/// A row of the ledger with a check of its own: what is kept under a key is `value || CRC-32C(database || key || value)`.
///
/// LMDB has no checksums: a bit that a disk has changed would be read as another count of uses.
enum CheckedRow {
    /// Bytes that a value grows by.
    static let checkByteCount = 4

    /// What is kept of a value.
    static func sealing(_ value: [UInt8], under key: [UInt8], in database: UInt32) -> [UInt8] {
        value + BigEndian.bytes(check(of: value[...], under: key[...], in: database))
    }

    /// The value of what is kept; `nil` where it is not what was written.
    static func value(of kept: ArraySlice<UInt8>, under key: ArraySlice<UInt8>, in database: UInt32) -> ArraySlice<
        UInt8
    >? {
        guard kept.count >= checkByteCount else { return nil }
        let value = kept.dropLast(checkByteCount)
        guard
            BigEndian.integer(kept.suffix(checkByteCount), as: UInt32.self)
                == check(of: value, under: key, in: database)
        else { return nil }
        return value
    }

    private static func check(of value: ArraySlice<UInt8>, under key: ArraySlice<UInt8>, in database: UInt32) -> UInt32
    {
        let crc = CRC32C.shared
        return crc.checksum(of: value, after: crc.checksum(of: key, after: database))
    }
}

extension Transaction where Self: ~Copyable {
    /// A copy of the value of a key of the ledger, or `nil` where there is none.
    ///
    /// - Throws: ``StoreError`` where it is not what was written.
    borrowing func checkedValue(of key: [UInt8], in database: Database) throws(StoreError) -> [UInt8]? {
        guard let kept = try value(of: key, in: database) else { return nil }
        return try Self.checked(kept, under: key, in: database)
    }

    /// The value of what is kept under a key.
    static func checked(_ kept: [UInt8], under key: [UInt8], in database: Database) throws(StoreError) -> [UInt8] {
        guard let value = CheckedRow.value(of: kept[...], under: key[...], in: database.checksum) else {
            throw .damaged("a row of the ledger is not what was written: see 'cpsd ledger check'")
        }
        return Array(value)
    }
}

extension WriteTransaction {
    /// Sets the value of a key of the ledger.
    borrowing func setChecked(_ key: [UInt8], to value: [UInt8], in database: Database) throws(StoreError) {
        try set(key, to: CheckedRow.sealing(value, under: key, in: database.checksum), in: database)
    }
}
