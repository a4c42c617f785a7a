import CPSClient
import CallAgent
import Synchronization

/// Tokens that are only counted.
final class ScriptedStock: TokenStock {
    struct State {
        var held = 0
        var got: [Int] = []
        var discarded: [Int] = []
        var failure: CPSClientError?
    }

    let state = Mutex(State())

    /// As it is now.
    var now: State { state.withLock { $0 } }

    init(holding held: Int = 0) { state.withLock { $0.held = held } }

    func held() async throws(CPSClientError) -> Int { state.withLock(\.held) }

    func get(_ count: Int) async throws(CPSClientError) {
        let failure = state.withLock { state in
            if state.failure == nil {
                state.held += count
                state.got.append(count)
            }
            return state.failure
        }
        if let failure { throw failure }
    }

    func discard(_ count: Int) async throws(CPSClientError) {
        state.withLock { state in
            state.held -= count
            state.discarded.append(count)
        }
    }
}
