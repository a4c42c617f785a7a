internal import Figures

/// What a ratio has to reach.
package enum Goal: Hashable, Sendable, Codable {
    case atLeast(Double)
    case atMost(Double)

    /// Whether a ratio reaches it.
    package func isMet(by ratio: Double) -> Bool {
        switch self {
        case .atLeast(let least): ratio >= least
        case .atMost(let most): ratio <= most
        }
    }

    /// "at least 0.6".
    package var text: String {
        switch self {
        case .atLeast(let least): "at least \(Wording.number(least))"
        case .atMost(let most): "at most \(Wording.number(most))"
        }
    }
}
