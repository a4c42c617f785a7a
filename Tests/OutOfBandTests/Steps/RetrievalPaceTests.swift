import Synchronization
import Testing

@testable import OutOfBand

/// How often a service is asked must not depend on what it answers.
@Suite struct RetrievalPaceTests {
    /// Counts questions, and lets somebody wait for a number of them.
    private final class Asked: Sendable {
        private let count = Mutex(0)
        private let questions: AsyncStream<Int>
        private let continuation: AsyncStream<Int>.Continuation

        init() {
            (questions, continuation) = AsyncStream.makeStream(of: Int.self)
        }

        func ask() -> Int {
            let number = count.withLock { count in
                count += 1
                return count
            }
            continuation.yield(number)
            return number
        }

        func wait(for number: Int) async {
            for await asked in questions where asked == number { return }
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: [1, 2, 5])
    func everyQuestionIsAskedAlsoWhereTheFirstAnswerIsEnough(questions: Int) async {
        let asked = Asked()
        let pace = RetrievalPace(questions: questions, interval: .milliseconds(1))
        for await _ in pace.answers({ asked.ask() }) { break }
        await asked.wait(for: questions)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [1, 4])
    func theAnswersEndWithTheLastQuestion(questions: Int) async {
        let asked = Asked()
        var answers: [Int] = []
        for await answer in RetrievalPace(questions: questions, interval: .zero).answers({ asked.ask() }) {
            answers.append(answer)
        }
        #expect(answers.sorted() == Array(1...questions))
    }

    @Test func thereIsAtLeastOneQuestion() {
        #expect(RetrievalPace(questions: 0, interval: .zero) == .once)
    }
}
