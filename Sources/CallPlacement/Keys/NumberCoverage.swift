internal import KeyDirectory
internal import STIR

/// Which numbers a binding is for, as intervals that can be compared.
struct NumberCoverage: Sendable {
    /// Numbers of one length, or one number that has a `*` or `#`.
    private enum Line: Hashable, Sendable {
        case digits(length: Int)
        case other(TelephoneNumber)
    }

    private let intervals: [(line: Line, values: ClosedRange<UInt64>)]

    init(_ numbers: [BoundNumbers]) {
        intervals = numbers.map { numbers in
            switch numbers {
            case .one(let number):
                number.value.map { (.digits(length: number.length), $0...$0) } ?? (.other(number), 0...0)
            case .range(let range):
                // A range begins with digits alone, and ends below 10^15.
                (
                    .digits(length: range.start.length),
                    (range.start.value ?? 0)...((range.start.value ?? 0) + range.count - 1)
                )
            }
        }
    }

    /// How many of `others` are for the same number, at the number of this coverage where they are most.
    func depth(among others: [NumberCoverage]) -> Int {
        intervals.reduce(0) { deepest, own in max(deepest, Self.depth(of: own.line, own.values, others)) }
    }

    private static func depth(of line: Line, _ values: ClosedRange<UInt64>, _ others: [NumberCoverage]) -> Int {
        // Where one begins, and behind where one ends; ends come first at the same place.
        var borders: [(place: UInt64, change: Int)] = []
        for other in others {
            for interval in other.merged(on: line) where interval.overlaps(values) {
                borders.append((max(interval.lowerBound, values.lowerBound), 1))
                borders.append((min(interval.upperBound, values.upperBound) + 1, -1))
            }
        }
        borders.sort { ($0.place, $0.change) < ($1.place, $1.change) }
        var (depth, deepest) = (0, 0)
        for border in borders {
            depth += border.change
            deepest = max(deepest, depth)
        }
        return deepest
    }

    /// Disjoint intervals: a binding that names a number twice is one binding for it.
    private func merged(on line: Line) -> [ClosedRange<UInt64>] {
        let sorted = intervals.filter { $0.line == line }.map(\.values).sorted { $0.lowerBound < $1.lowerBound }
        return sorted.reduce(into: []) { merged, next in
            if let last = merged.last, next.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, next.upperBound)
            } else {
                merged.append(next)
            }
        }
    }
}
