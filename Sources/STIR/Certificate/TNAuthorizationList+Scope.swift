extension TNAuthorizationList {
    /// Whether everything that `child` authorises is authorised by this list too ("encompassed", RFC 9060 section 4).
    ///
    /// A code of a provider is encompassed by the same code only. Numbers are encompassed by the union of this list's
    /// numbers, or by any code in it: RFC 9060 section 4.1 lets a parent with codes delegate numbers, and only a
    /// registry could tell which.
    public func encompasses(_ child: Self) -> Bool {
        let codes = providers
        guard child.providers.isSubset(of: codes) else { return false }
        guard codes.isEmpty else { return true }
        let blocks = mergedBlocks
        return child.entries.allSatisfy { entry in
            switch entry {
            case .provider: true
            case .range(let range): Self.covers(range.values, blocks[range.start.length])
            case .one(let number):
                number.value.map { Self.covers($0...$0, blocks[number.length]) } ?? names(number)
            }
        }
    }

    /// The named numbers without `*` and `#`, by length, as disjoint blocks that do not touch, lowest first.
    private var mergedBlocks: [Int: [ClosedRange<UInt64>]] {
        var blocks: [Int: [ClosedRange<UInt64>]] = [:]
        for entry in entries {
            switch entry {
            case .provider: break
            case .range(let range): blocks[range.start.length, default: []].append(range.values)
            case .one(let number):
                if let value = number.value { blocks[number.length, default: []].append(value...value) }
            }
        }
        return blocks.mapValues { unsorted in
            var merged: [ClosedRange<UInt64>] = []
            for block in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                if let last = merged.last, block.lowerBound <= last.upperBound + 1 {
                    merged[merged.count - 1] = last.lowerBound...max(last.upperBound, block.upperBound)
                } else {
                    merged.append(block)
                }
            }
            return merged
        }
    }

    private static func covers(_ values: ClosedRange<UInt64>, _ blocks: [ClosedRange<UInt64>]?) -> Bool {
        blocks?.contains { $0.contains(values.lowerBound) && $0.contains(values.upperBound) } ?? false
    }
}
