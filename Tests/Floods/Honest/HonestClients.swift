package import BlindTokens
package import ServiceHarness
internal import Synchronization

/// Clients that ask in peace, each on a connection of its own, and take the time of each answer.
///
/// Whoever waits asks nothing meanwhile. So what takes longer than the pace counts as often as would have been asked: a good
/// answer with the times that those would have waited, anything else as so many failures. A client that is left hanging is
/// no client less.
package final class HonestClients: Sendable {
    /// What they saw.
    package struct Experience: Sendable {
        /// Milliseconds of each good answer.
        package var latencies: [Double] = []
        /// Requests that were turned away.
        package var turnedAway = 0
        /// Requests whose connection failed, or that were answered otherwise.
        package var failed = 0

        /// All that was asked.
        package var asked: Int { latencies.count + turnedAway + failed }
        /// The share of good answers.
        package var goodShare: Double { asked == 0 ? 0 : Double(latencies.count) / Double(asked) }

        /// A percentile of the latencies.
        package func percentile(_ percent: Double) -> Double {
            let sorted = latencies.sorted()
            guard !sorted.isEmpty else { return .infinity }
            return sorted[min(sorted.count - 1, Int(Double(sorted.count) * percent / 100))]
        }
    }

    /// Where an answer is missing at the end for longer than this, it is not on its way.
    private static let patience = Duration.seconds(2)

    private let state = Mutex(Experience())
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// Lets clients ask until they are told to end.
    ///
    /// - Parameters:
    ///   - polls: how many poll, ten times a second each.
    ///   - tokens: one for each store, of which there are four a second while they last.
    package init(_ server: RunningServer, polls: Int, tokens: [HeldToken]) {
        let all = Task {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<polls {
                    group.addTask { [self] in
                        await ask(server, every: .milliseconds(100)) { _ in
                            try RawRequest.poll(Recipient().index, entries: 16)
                        }
                    }
                }
                if !tokens.isEmpty {
                    group.addTask { [self] in
                        await ask(server, every: .milliseconds(250)) { number in
                            guard number < tokens.count else { throw CancellationError() }
                            return StoreOrder(to: try Recipient(), with: tokens[number]).request
                        }
                    }
                }
            }
        }
        task.withLock { $0 = all }
    }

    /// How many were answered well so far.
    package var answered: Int { state.withLock { $0.latencies.count } }

    /// Ends them, and says what they saw.
    package func end() async -> Experience {
        let all = task.withLock { $0 }
        all?.cancel()
        await all?.value
        return state.withLock { $0 }
    }

    /// One client: asks at a pace, on a connection that it makes anew where it is lost.
    private func ask(
        _ server: RunningServer, every pause: Duration, _ request: @Sendable (Int) throws -> RawRequest
    ) async {
        var number = 0
        // Since when there has been a wish, for a connection or an answer.
        var wish: ContinuousClock.Instant?
        while !Task.isCancelled {
            do {
                wish = .now
                try await RawConnection.open(to: server.publicEndpoint) { connection in
                    while !Task.isCancelled {
                        let asked = try request(number)
                        number += 1
                        let begin = wish ?? .now
                        wish = begin
                        let answer = try await connection.exchange(asked)
                        note(answer.status, begin.duration(to: .now), every: pause)
                        wish = nil
                        try await Task.sleep(for: pause)
                    }
                }
            } catch {
                let waited = wish?.duration(to: .now) ?? .zero
                if Task.isCancelled || error is CancellationError {
                    if waited > Self.patience { note(nil, waited, every: pause) }
                    return
                }
                note(nil, waited, every: pause)
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// Notes what became of a wish; `nil` where it was no answer.
    private func note(_ status: Int?, _ time: Duration, every pause: Duration) {
        let times = stride(from: time / .milliseconds(1), through: 0, by: -(pause / .milliseconds(1)))
        state.withLock { state in
            switch status {
            case 200, 201: state.latencies += times
            case 503: state.turnedAway += Array(times).count
            default: state.failed += Array(times).count
            }
        }
    }
}
