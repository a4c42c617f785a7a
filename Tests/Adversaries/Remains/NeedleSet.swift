internal import CNeedles

/// Many strings of bytes to search for at once.
package struct NeedleSet: Sendable {
    /// One of them. It has at least 8 bytes.
    struct Needle: Sendable {
        let kind: PlantedKind
        let bytes: [UInt8]
    }

    private var needles: [UInt64: [Needle]] = [:]
    private var filter = [UInt8](repeating: 0, count: Int(needles_filter_byte_count))
    /// The most bytes that any of them has.
    private(set) var longest = 8

    /// Nothing to search for.
    package init() {}

    /// Number of strings.
    package var count: Int { needles.values.reduce(0) { $0 + $1.count } }

    /// Adds a string of at least 8 bytes.
    package mutating func add(_ kind: PlantedKind, _ bytes: some Collection<UInt8>) {
        precondition(bytes.count >= 8, "what is shorter than 8 bytes is found everywhere")
        let bytes = Array(bytes)
        let head = Self.head(bytes[...])
        guard !(needles[head] ?? []).contains(where: { $0.bytes == bytes }) else { return }
        needles[head, default: []].append(Needle(kind: kind, bytes: bytes))
        longest = max(longest, bytes.count)
        unsafe filter.withUnsafeMutableBufferPointer { unsafe needles_note($0.baseAddress, head) }
    }

    /// Adds what another set holds.
    package mutating func add(_ other: NeedleSet) {
        for needle in other.needles.values.joined() { add(needle.kind, needle.bytes) }
    }

    /// Something that was found.
    package struct Hit: Sendable {
        /// What it is.
        package let kind: PlantedKind
        /// Where its first byte stands.
        package let place: Int
    }

    /// Searches, ready to go through a lot.
    func search() -> Search { Search(self) }

    /// A set that nothing is added to any more.
    struct Search {
        private let sought: NeedleSet
        private let heads: [UInt64]

        fileprivate init(_ set: NeedleSet) {
            sought = set
            heads = set.needles.keys.sorted()
        }

        /// The most bytes that may lie in two parts.
        var overlap: Int { sought.longest - 1 }

        /// Everything that stands in some bytes, in order of place.
        func hits(in memory: ArraySlice<UInt8>) -> [Hit] {
            var hits: [Hit] = []
            var places = [Int](repeating: 0, count: 4096)
            var next = 0
            while next + 8 <= memory.count {
                let found = unsafe memory.withUnsafeBufferPointer { memory in
                    unsafe needles_scan(
                        memory.baseAddress, memory.count, sought.filter, heads, heads.count, &places, places.count,
                        &next)
                }
                for place in places.prefix(found) {
                    let rest = memory[(memory.startIndex + place)...]
                    for needle in sought.needles[NeedleSet.head(rest)] ?? [] where rest.starts(with: needle.bytes) {
                        let isKey = needle.kind == .kTemp && Self.isKey(at: memory.startIndex + place, in: memory)
                        hits.append(Hit(kind: isKey ? .counter : needle.kind, place: place))
                    }
                }
            }
            return hits
        }

        /// Whether the half of a K_temp that stands here is the key of a record of LMDB: its header ends in no flags and
        /// a length of 32 (little-endian, 16 bits each).
        private static func isKey(at place: Int, in memory: ArraySlice<UInt8>) -> Bool {
            [place, place - 16].contains { start in
                start - 4 >= memory.startIndex && memory[start - 4..<start].elementsEqual([0, 0, 32, 0])
            }
        }
    }

    private static func head(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var head: UInt64 = 0
        for byte in bytes.prefix(8).reversed() { head = head << 8 | UInt64(byte) }
        return head
    }
}
