internal import Synchronization

/// Why the agent cannot do all of its work at the moment, by the part that says so.
package final class Readiness: Sendable {
    /// The parts that may have something to say.
    package enum Part: String, Hashable, Sendable, CaseIterable {
        /// Tokens for stores.
        case wallet
        /// The certificate that it signs with.
        case credential
    }

    private let reasons = Mutex<[Part: String]>([:])

    /// Begins without a reason.
    package init() {}

    /// Says why a part cannot do its work; `nil` where it can.
    package func set(_ part: Part, _ reason: String?) {
        reasons.withLock { $0[part] = reason }
    }

    /// All reasons, in a fixed order; none where the agent is ready.
    package var all: [String] {
        reasons.withLock { reasons in Part.allCases.compactMap { reasons[$0] } }
    }
}
