internal import Foundation

/// What a flooder with tokens can do to a callee: fill an answer with PASSporTs of its own.
///
/// An answer holds a uniformly random choice of what lives under the prefix. With F of the flooder's beside the real one
/// and N entries, a poll misses it with probability 1 - N / (F + 1), each poll anew, so k polls with its k-th power.
package struct CrowdedIndex: Sendable {
    /// PASSporTs of the flooder under the prefix that is asked for.
    package let flooding: Int
    /// Entries that are asked for.
    package let entries: Int

    /// So many beside the real one.
    package init(flooding: Int, entries: Int) {
        self.flooding = flooding
        self.entries = entries
    }

    /// The most that tokens allow under one index, or under a prefix of more than that.
    ///
    /// - Parameter indexes: how many indexes under the prefix the flooder has keys for; the victim's is one of them,
    ///   since its key is public.
    package static func most(tokens: Int, uses: Int, usesPerIndex: Int, indexes: Int) -> Int {
        tokens * min(uses, usesPerIndex * indexes)
    }

    /// How likely one poll is to hold the real one.
    package var found: Double { min(1, Double(entries) / Double(flooding + 1)) }

    /// How likely so many polls are to miss it.
    package func missed(by polls: Int) -> Double { pow(1 - found, Double(polls)) }

    /// How many polls it takes until it is missed with at most this probability.
    package func polls(missing probability: Double) -> Int {
        found >= 1 ? 1 : Int((log(probability) / log(1 - found)).rounded(.up))
    }
}
