/// How often the Call Placement Services are asked for one call, and at which distance.
///
/// A service that is busy may leave a PASSporT out of an answer, so asking once is asking too seldom. But who sees the
/// network must not learn from the number of questions what the answers held. So all of them are asked, at the same
/// distances, whatever comes back; only the verdict does not wait for those that are not needed any more.
public struct RetrievalPace: Hashable, Sendable {
    /// How many questions, at least 1.
    public let questions: Int
    /// The time from one to the next.
    public let interval: Duration

    /// A single question.
    public static let once = Self(questions: 1, interval: .zero)

    /// So many questions, at least 1, at this distance.
    public init(questions: Int, interval: Duration) {
        self.questions = max(1, questions)
        self.interval = interval
    }

    /// Asks all questions, and gives the answers as they come.
    ///
    /// Whoever has enough stops listening, and the rest is asked all the same. So a question must do nothing but ask.
    func answers<Answer: Sendable>(_ question: @escaping @Sendable () async -> Answer) -> AsyncStream<Answer> {
        let (stream, continuation) = AsyncStream.makeStream(of: Answer.self)
        // Not a child: it goes on when nobody listens any more.
        Task {
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<questions {
                    group.addTask {
                        try? await Task.sleep(for: interval * number)
                        continuation.yield(await question())
                    }
                }
            }
            continuation.finish()
        }
        return stream
    }
}
