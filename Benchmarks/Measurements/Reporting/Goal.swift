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
}
