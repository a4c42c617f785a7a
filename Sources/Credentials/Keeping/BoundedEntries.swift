/// Entries by key, of which the one that was not used for longest makes room for a new one. Entries that are held
/// make room last, so that strangers cannot push out what an operator asked for.
struct BoundedEntries<Value> {
    struct Entry {
        var value: Value
        let bytes: Int
        /// The seconds, from the first to before the second, in which the value may be used.
        let validity: Range<Int64>
        /// From when on it is time to fetch it again.
        var refreshFrom: Int64
        let isHeld: Bool
        fileprivate(set) var use: UInt64 = 0
    }

    let maximumEntries: Int
    let maximumBytes: Int
    private(set) var entries: [String: Entry] = [:]
    private(set) var bytes = 0
    private var uses: UInt64 = 0

    init(entries: Int, bytes: Int) {
        maximumEntries = entries
        maximumBytes = bytes
    }

    /// The entry if it may be used at `now`; one that may not is dropped.
    mutating func use(_ key: String, at now: Int64) -> Entry? {
        guard let found = entries[key] else { return nil }
        guard found.validity.contains(now) else {
            remove(key)
            return nil
        }
        uses += 1
        entries[key]?.use = uses
        return found
    }

    /// Puts an entry in place of what was there, and makes room for it. One that is larger than all the room is not
    /// kept.
    mutating func put(_ entry: Entry, for key: String) {
        remove(key)
        guard maximumEntries > 0, entry.bytes <= maximumBytes else { return }
        while entries.count >= maximumEntries || bytes + entry.bytes > maximumBytes {
            let oldest = entries.min {
                ($0.value.isHeld ? 1 : 0, $0.value.use) < ($1.value.isHeld ? 1 : 0, $1.value.use)
            }
            guard let oldest, entry.isHeld || !oldest.value.isHeld else { return }
            remove(oldest.key)
        }
        uses += 1
        var entry = entry
        entry.use = uses
        bytes += entry.bytes
        entries[key] = entry
    }

    /// Changes when an entry is fetched again.
    mutating func postpone(_ key: String, to time: Int64) {
        entries[key]?.refreshFrom = time
    }

    mutating func remove(_ key: String) {
        guard let removed = entries.removeValue(forKey: key) else { return }
        bytes -= removed.bytes
    }
}
