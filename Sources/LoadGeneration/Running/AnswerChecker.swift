internal import Dispatch
internal import NIOCore
internal import Sealing
internal import Synchronization

/// Opens some of the answers that should hold something, on a thread of its own, so that nothing that is timed waits.
final class AnswerChecker: Sendable {
    /// What was looked for and found.
    struct Delivery: Sendable {
        var answers = 0
        var recipients = 0
        var found = 0
    }

    /// So many answers wait to be opened at most; others are passed over, so that memory stays bounded.
    private static let queueLimit = 2048

    private let queue = DispatchQueue(label: "answers", qos: .background)
    private let size: SealedSize
    private let entries: Int
    private let recipientsOfAnAnswer: Int
    private let state = Mutex((delivery: Delivery(), waiting: 0))

    /// - Parameter recipientsOfAnAnswer: for so many of those that an answer should hold something for, drawn at
    ///   random, it is opened.
    init(size: SealedSize, entries: Int, recipientsOfAnAnswer: Int = .max) {
        self.size = size
        self.entries = entries
        self.recipientsOfAnAnswer = recipientsOfAnAnswer
    }

    /// Opens an answer some time later.
    func check(_ body: ByteBuffer, for expected: [LoadWork.Expected]) {
        let isTaken = state.withLock { state in
            guard state.waiting < Self.queueLimit else { return false }
            state.waiting += 1
            return true
        }
        guard isTaken else { return }
        queue.async { [self] in
            let batch = Array(body.readableBytesView)
            let sought =
                recipientsOfAnAnswer < expected.count ? expected.shuffled().prefix(recipientsOfAnAnswer) : expected[...]
            let found = sought.count { recipient in
                let opened = try? BatchOpener(key: recipient.key, size: size).open(batch, entries: entries)
                return opened?.contains { $0.passport == recipient.sealed } ?? false
            }
            state.withLock { state in
                state.waiting -= 1
                state.delivery.answers += 1
                state.delivery.recipients += sought.count
                state.delivery.found += found
            }
        }
    }

    /// What was found, once all answers that were taken are opened.
    func finish() async -> Delivery {
        await withCheckedContinuation { done in queue.async { done.resume() } }
        return state.withLock { $0.delivery }
    }
}
