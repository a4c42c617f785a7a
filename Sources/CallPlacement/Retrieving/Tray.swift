internal import Synchronization

/// Where one thread leaves an answer for another one, which takes it at a moment of its own whether or not it is there.
final class Tray<Answer: Sendable>: Sendable {
    private enum Content {
        case awaited
        case ready(Answer)
        case taken
    }

    private let content = Mutex<Content>(.awaited)

    /// Leaves an answer; one that comes after the moment is dropped.
    func put(_ answer: Answer) {
        content.withLock { content in
            if case .awaited = content { content = .ready(answer) }
        }
    }

    /// What has been left so far; what comes from now on is dropped.
    func take() -> Answer? {
        content.withLock { content in
            defer { content = .taken }
            if case .ready(let answer) = content { return answer }
            return nil
        }
    }
}
