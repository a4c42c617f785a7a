internal import Synchronization

/// A value that an operator may replace as a whole while the service runs. Each use takes what is current then.
public final class Current<Value: Sendable>: Sendable {
    private let state: Mutex<(value: Value, version: Int)>

    /// Begins with a value.
    public init(_ value: Value) {
        state = Mutex((value, 0))
    }

    /// What is current.
    public var value: Value { state.withLock { $0.value } }

    /// How often it was replaced.
    public var version: Int { state.withLock { $0.version } }

    /// Puts another in its place.
    public func replace(with value: Value) {
        state.withLock { $0 = (value, $0.version + 1) }
    }
}
