internal import Synchronization

/// Says that a listener has been told to stop, also to connections that it takes at that very moment.
final class StopSign: Sendable {
    private let state = Atomic(false)

    var isRaised: Bool { state.load(ordering: .acquiring) }

    func raise() {
        state.store(true, ordering: .releasing)
    }
}
