/// One at a time: suites with a service of their own take turns, so that on a small machine those that watch
/// the clock do not wait for those that work hard.
package actor Turn {
    package static let shared = Turn()

    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Waits for a turn, does the work, and gives the turn to the next.
    nonisolated package func with<Value>(_ work: () async throws -> Value) async rethrows -> Value {
        await take()
        do {
            let value = try await work()
            await give()
            return value
        } catch {
            await give()
            throw error
        }
    }

    private func take() async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func give() {
        if waiting.isEmpty {
            isTaken = false
        } else {
            waiting.removeFirst().resume()
        }
    }
}
