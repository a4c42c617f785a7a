internal import ServiceHarness
internal import Synchronization

/// Keeps connections open for as long as somebody wants to look at what a service remembers of them.
final class Hold: Sendable {
    private struct State {
        var planted: [Planted] = []
        var isOver = false
    }

    private let state = Mutex(State())

    /// How many wait.
    var waiting: Int { state.withLock { $0.planted.count } }
    /// What they have left with the service.
    var planted: [Planted] { state.withLock { $0.planted } }

    /// Waits until it is over.
    func wait(having planted: Planted) async throws {
        state.withLock { $0.planted.append(planted) }
        try await eventually("the search is done", within: .seconds(120)) { state.withLock { $0.isOver } }
    }

    /// Lets everyone go on.
    func end() { state.withLock { $0.isOver = true } }
}
