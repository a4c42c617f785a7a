internal import Glibc

/// Several contenders for one operation, timed in turns in the same run.
///
/// What counts is the processor time of the thread: results stand beside the processor time of whole servers, and nobody is
/// faster or slower for what else the machine does.
struct Race {
    /// Each with the seconds that one operation took: the median over the rounds.
    let results: [(contender: Contender, seconds: Double)]

    /// Times all of them, one after the other in each round.
    ///
    /// - Parameter repetitions: how many operations in each round: enough to take milliseconds.
    init(of contenders: [Contender], rounds: Int = 9, repetitions: Int) throws {
        var seconds = [[Double]](repeating: [], count: contenders.count)
        for contender in contenders { try contender.operation() }
        for _ in 0..<rounds {
            for (position, contender) in contenders.enumerated() {
                let start = Self.processorSeconds()
                try contender(repetitions)
                seconds[position].append((Self.processorSeconds() - start) / Double(repetitions))
            }
        }
        results = zip(contenders, seconds).map { ($0, Comparison.median($1)) }
    }

    /// The processor time that this thread has taken so far.
    private static func processorSeconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The one that took the least time.
    func fastest() throws -> Contender { try first().contender }

    /// The seconds that it took.
    func least() throws -> Double { try first().seconds }

    private func first() throws -> (contender: Contender, seconds: Double) {
        guard let first = results.min(by: { $0.seconds < $1.seconds }) else {
            throw BareOperationFailure("A race of nobody")
        }
        return first
    }

    /// "fastest X25519: OpenSSL with 30.00 µs, then libsodium with 35.00 µs".
    ///
    /// - Parameter operations: how many of them a contender does at once.
    func standing(_ operation: String, each operations: Int = 1) -> String {
        let places = results.sorted { $0.seconds < $1.seconds }.map {
            "\($0.contender.library) with \(Microseconds($0.seconds / Double(operations)))"
        }
        return "fastest \(operation): \(places.joined(separator: ", then "))"
    }
}
