/// A profile that can be chosen by name: what is asked of the service while samples are taken.
package enum Profile: String, Sendable, CaseIterable {
    case polls
    case livePolls = "polls-live"
    case stores, calls, start

    /// Starts the service, offers it the load, and takes the samples.
    package func taken() async throws -> ProfileTable {
        switch self {
        case .polls, .livePolls, .stores, .calls: try await RequestProfile(of: self).taken()
        case .start: try await StartComparison.profile(count: 100_000)
        }
    }
}
