internal import Foundation

/// Whether what was observed agrees with what was computed.
package struct CrowdingVerdict: Sendable {
    /// What happens once in so many polls by chance does not count as a difference: five standard errors.
    private static let errors = 5.0

    /// In words.
    package let text: String
    /// What does not agree.
    package let faults: [String]

    /// Compares.
    package init(
        _ seen: Crowding.Observation, tokens: Int, uses: Int = 8, usesPerIndex: Int = 2, indexes: Int, entries: Int
    ) {
        let most = CrowdedIndex.most(tokens: tokens, uses: uses, usesPerIndex: usesPerIndex, indexes: indexes)
        let crowded = CrowdedIndex(flooding: most, entries: entries)
        let (polls, finds) = (Double(seen.finds.count), Double(seen.finds.count { $0 }))
        let longest = seen.pollsUntilFound.max() ?? seen.finds.count
        // Where the longest wait among many finds is looked at, each of them has its chance to be long.
        let allowed = crowded.polls(missing: 1e-6 / max(1, finds))
        text = String(
            format: "%d of the flooder's placed, found by %.4f of polls, computed %.4f; at most %d polls until found; "
                + "missed with less than 1 %% after %d polls, with less than one in a million after %d",
            seen.placed, finds / polls, crowded.found, longest, crowded.polls(missing: 0.01),
            crowded.polls(missing: 1e-6))
        var faults: [String] = []
        if seen.placed != most { faults.append("\(seen.placed) were placed, the tokens allow \(most)") }
        let error = (crowded.found * (1 - crowded.found) / polls).squareRoot()
        if abs(finds / polls - crowded.found) > Self.errors * error + 1e-9 {
            faults.append("found by \(finds / polls) of polls, computed \(crowded.found)")
        }
        if longest > allowed { faults.append("\(longest) polls until found, where \(allowed) are allowed") }
        self.faults = faults
    }
}
