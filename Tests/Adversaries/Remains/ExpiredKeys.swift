internal import Foundation
internal import Glibc

/// The keys that a folder of placements still holds for seconds that are over: whoever has one can read everything that
/// ended in that second, wherever the database has left it.
enum ExpiredKeys {
    /// How many there are, by the format of the file: a heading, then `second + 1 (8) || key(32) || check(8)` each.
    static func count(in folder: URL) throws -> Int {
        let content = Array(try Data(contentsOf: folder.appending(path: "keys")))
        let (heading, length) = (16, 48)
        guard content.count > heading, (content.count - heading).isMultiple(of: length) else {
            throw RemainsError.searchIsBlind("the keys of what is stored")
        }
        var now = timespec()
        unsafe clock_gettime(CLOCK_BOOTTIME, &now)
        return stride(from: heading, to: content.count, by: length).count { start in
            let slot = content[start..<start + length]
            let second = slot.prefix(8).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            return slot.contains { $0 != 0 } && second <= UInt64(now.tv_sec)
        }
    }
}
