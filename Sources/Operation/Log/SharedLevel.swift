internal import Logging
internal import Synchronization

/// From which level on a program's log is written, held once for all copies of its logger.
final class SharedLevel: Sendable {
    private let state = Mutex(Logger.Level.info)

    var value: Logger.Level {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
