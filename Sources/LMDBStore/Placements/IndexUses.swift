import CallPlacement

/// The placements that one token has made for one index: `digest(32) || id(8)` each, oldest first.
///
/// When one ends is not written here: it lives as long as the placement of its identifier does.
struct IndexUses: Equatable {
    /// One placement.
    struct Entry: Equatable {
        static let digestByteCount = 32
        static let byteCount = digestByteCount + 8

        /// SHA-256 of the request's body.
        var digest: [UInt8]
        /// Which placement it made.
        var id: PlacementID
    }

    /// The placements, oldest first.
    var entries: [Entry] = []

    /// No placements.
    init() {}

    /// Reads what ``bytes`` gives.
    ///
    /// - Throws: ``StoreError/damaged(_:)`` for another number of bytes than that of whole entries.
    init(bytes: [UInt8]) throws(StoreError) {
        guard bytes.count.isMultiple(of: Entry.byteCount) else {
            throw .damaged("the uses of a token have the wrong length")
        }
        for start in stride(from: 0, to: bytes.count, by: Entry.byteCount) {
            let middle = start + Entry.digestByteCount
            guard let id = BigEndian.integer(bytes[middle..<start + Entry.byteCount], as: UInt64.self) else { continue }
            entries.append(Entry(digest: Array(bytes[start..<middle]), id: PlacementID(rawValue: id)))
        }
    }

    /// The entries' bytes, one after the other.
    var bytes: [UInt8] { entries.flatMap { $0.digest + BigEndian.bytes($0.id.rawValue) } }
}
