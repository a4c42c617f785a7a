import STIR

extension TNAuthorizationList {
    /// The upper half of the numbers that the list names, which a throwaway delegate is given; all of a list that names
    /// no range.
    var throwawayDelegation: TNAuthorizationList {
        let halves = entries.compactMap { entry -> TNEntry? in
            guard case .range(let range) = entry, let first = UInt64(range.start.digits) else { return nil }
            let digits = String(first + range.count / 2)
            let padding = String(repeating: "0", count: range.start.digits.utf8.count - digits.utf8.count)
            guard let start = try? TelephoneNumber(digits: padding + digits) else { return nil }
            let count = range.count - range.count / 2
            return count == 1 ? .one(start) : (try? TelephoneNumberRange(start: start, count: count)).map(TNEntry.range)
        }
        return (try? TNAuthorizationList(halves)) ?? self
    }
}
