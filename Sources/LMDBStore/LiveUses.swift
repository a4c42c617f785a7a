import CallPlacement

/// Which live placements each token has made for each index, in memory alone: there is nothing in a file that
/// somebody who knows a token and an index could compare.
///
/// Keys and digests are arrays, whose memory is overwritten when they are freed, and not numbers, which a dictionary
/// leaves where they were.
struct LiveUses {
    /// One placement.
    struct Entry {
        /// SHA-256 of the request's body.
        var digest: [UInt8]
        /// Which placement it made.
        var id: PlacementID
    }

    private var entries: [[UInt8]: [Entry]] = [:]
    private var keys: [PlacementID: [UInt8]] = [:]

    /// The placements that a token has made for an index, oldest first.
    subscript(key: UseKey) -> [Entry] { entries[key.bytes] ?? [] }

    /// Notes a placement, which must be newer than all others.
    mutating func insert(_ entry: Entry, under key: UseKey) {
        let bytes = key.bytes
        entries[bytes, default: []].append(entry)
        keys[entry.id] = bytes
    }

    /// Forgets a placement.
    mutating func remove(_ id: PlacementID) {
        guard let key = keys.removeValue(forKey: id) else { return }
        let left = entries.removeValue(forKey: key)?.filter { $0.id != id } ?? []
        if !left.isEmpty { entries[key] = left }
    }
}
