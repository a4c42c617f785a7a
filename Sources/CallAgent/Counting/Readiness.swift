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

    private let reasons = Mutex<[Part: [Int: String]]>([:])

    /// Begins without a reason.
    package init() {}

    /// Says why a part cannot do its work; `nil` where it can. Of parts of one kind, each has its number.
    package func set(_ part: Part, _ reason: String?, of number: Int = 0) {
        reasons.withLock { $0[part, default: [:]][number] = reason }
    }

    /// All reasons, in a fixed order; none where the agent is ready.
    package var all: [String] {
        reasons.withLock { reasons in
            Part.allCases.flatMap { reasons[$0, default: [:]].sorted { $0.key < $1.key }.map(\.value) }
        }
    }
}
