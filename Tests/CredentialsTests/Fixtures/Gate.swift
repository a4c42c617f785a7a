import Synchronization

/// Closed until a test opens it, and open from then on.
final class Gate: Sendable {
    private enum State {
        case closed([@Sendable () -> Void])
        case open
    }

    private let state = Mutex(State.closed([]))

    /// Does something when the gate is opened, or at once where it is open.
    func whenOpen(_ action: @escaping @Sendable () -> Void) {
        let isOpen = state.withLock { state in
            guard case .closed(let waiting) = state else { return true }
            state = .closed(waiting + [action])
            return false
        }
        if isOpen { action() }
    }

    /// Opens the gate.
    func open() {
        let waiting: [@Sendable () -> Void] = state.withLock { state in
            guard case .closed(let waiting) = state else { return [] }
            state = .open
            return waiting
        }
        for action in waiting { action() }
    }
}
