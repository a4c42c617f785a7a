internal import NIOCore
internal import Synchronization

/// The answers to polls, kept as they are until somebody looks at them.
final class KeptAnswers: Sendable {
    private let answers = Mutex<[ByteBuffer]>([])

    /// Keeps an answer.
    func add(_ answer: ByteBuffer) {
        answers.withLock { $0.append(answer) }
    }

    /// Makes sure that answers are good.
    ///
    /// - Parameter all: whether all must be; otherwise one is enough, as on a busy machine it must be for the service.
    func check(all: Bool, _ isGood: ([UInt8]) throws -> Bool) throws {
        let answers = answers.withLock { $0 }
        let good = try answers.count { try isGood(Array($0.readableBytesView)) }
        guard good > 0, good == answers.count || !all else {
            throw HotPathFailure(
                "\(answers.count - good) of \(answers.count) polls did not find what is live (a machine that is too busy "
                    + "makes answers leave before they are ready), and so polling")
        }
    }
}
