internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import Synchronization

/// Sets up each connection with the certificate, and whatever else may be replaced, that is current when it comes. Those
/// that are open go on as they were set up.
///
/// With the certificate goes the key of session tickets, so no session outlives what it was made under.
final class ReplaceableChannel<Base: ServerChildChannel>: ServerChildChannel {
    typealias Value = Base.Value

    private struct State {
        var versions: [Int]
        var base: Base
    }

    private let versions: @Sendable () -> [Int]
    private let make: @Sendable () throws -> Base
    private let state: Mutex<State>

    /// Sets up connections with what is made now, and anew where versions have changed.
    ///
    /// - Throws: what making throws now. Later, what was made last is kept where nothing else can be made.
    init(versions: @escaping @Sendable () -> [Int], make: @escaping @Sendable () throws -> Base) throws {
        self.versions = versions
        self.make = make
        // Asked for first: what is replaced meanwhile is made again for the next connection.
        let first = versions()
        state = Mutex(State(versions: first, base: try make()))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        current(logger).setup(channel: channel, logger: logger)
    }

    func handle(value: Value, logger: Logger) async {
        // What answers is the same in all of them.
        await state.withLock { $0.base }.handle(value: value, logger: logger)
    }

    private func current(_ logger: Logger) -> Base {
        state.withLock { state in
            let versions = versions()
            guard versions != state.versions else { return state.base }
            state.versions = versions
            do {
                state.base = try make()
            } catch {
                logger.error("a new certificate cannot be used: the former is kept", metadata: ["reason": "\(error)"])
            }
            return state.base
        }
    }
}
