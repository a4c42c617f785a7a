/// A moment at every interval, until the task that waits for it is cancelled.
struct Ticks: AsyncSequence, Sendable {
    let interval: Duration

    init(every interval: Duration) {
        self.interval = interval
    }

    struct Iterator: AsyncIteratorProtocol {
        let interval: Duration

        mutating func next() async -> Void? {
            do {
                try await Task.sleep(for: interval)
                return ()
            } catch {
                return nil
            }
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(interval: interval)
    }
}
