/// What was found where, and how often.
package struct Sightings: Sendable {
    /// A kind of thing in a kind of place.
    package struct Sort: Hashable, Sendable, Comparable {
        let kind: PlantedKind
        let place: String

        package static func < (left: Self, right: Self) -> Bool {
            (left.place, left.kind.rawValue) < (right.place, right.kind.rawValue)
        }
    }

    private(set) var counts: [Sort: Int] = [:]
    /// How many bytes were searched.
    private(set) var byteCount = 0

    /// Notes that something was found.
    mutating func note(_ kind: PlantedKind, in place: String) {
        counts[Sort(kind: kind, place: place), default: 0] += 1
    }

    /// Notes that bytes were searched.
    mutating func searched(_ count: Int) { byteCount += count }

    /// How many were found that may not be.
    func count(where isForbidden: (Sort) -> Bool) -> Int {
        counts.reduce(0) { isForbidden($1.key) ? $0 + $1.value : $0 }
    }

    /// How many of a kind were found.
    func count(of kind: PlantedKind) -> Int { count { $0.kind == kind } }

    /// A line for each sort.
    var table: String {
        guard !counts.isEmpty else { return "nothing in \(byteCount >> 10) KiB" }
        let lines = counts.sorted { $0.key < $1.key }.map { "\($0.key.kind.rawValue) in \($0.key.place): \($0.value)" }
        return "in \(byteCount >> 10) KiB: " + lines.joined(separator: "; ")
    }
}
