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
        let answers = await pace.answers(until: { _ in true }) { asked.ask() }
        #expect(answers.count == 1)
        await asked.wait(for: questions)
    }

    @Test func theAnswersEndWithTheFirstThatIsEnough() async {
        let asked = Asked()
        let pace = RetrievalPace(questions: 4, interval: .zero)
        let answers = await pace.answers(until: { $0 == 3 }) { asked.ask() }
        #expect(answers.last == 3 || answers.count == 4)
        let never = await RetrievalPace(questions: 4, interval: .zero).answers(until: { _ in false }) { asked.ask() }
        #expect(never.count == 4)
    }

    @Test func thereIsAtLeastOneQuestion() async {
        #expect(RetrievalPace(questions: 0, interval: .zero) == .once)
        #expect(await RetrievalPace.once.answers(until: { _ in false }) { 7 } == [7])
    }
}
