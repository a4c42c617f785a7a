internal import BlindTokens
internal import SeededRandomness
internal import ServiceHarness
internal import Synchronization

/// Both books and what was found wrong, for all who store and poll at once.
final class Chronicle: Sendable {
    /// What is to be sent next.
    struct Order: Sendable {
        let order: StoreOrder
        let token: Int
    }

    private struct State {
        var stores: StoreBook
        var tokens: TokenBook
        var generator: SeededGenerator
        var faults: [String: Int] = [:]
        var busyCount = 0
        var isAlive = false
    }

    let recipients: [Recipient]
    private let state: Mutex<State>

    init(_ plan: ChaosPlan) throws {
        recipients = try (0..<ChaosPlan.recipients).map { _ in try Recipient() }
        state = Mutex(
            State(
                stores: StoreBook(lifetime: .seconds(plan.lifetime), recipients: ChaosPlan.recipients),
                tokens: TokenBook(uses: plan.uses), generator: SeededGenerator(seed: plan.seed)))
    }

    /// A random duration up to a longest.
    func duration(upTo longest: Duration) -> Duration {
        state.withLock { longest * Double.random(in: 0...1, using: &$0.generator) }
    }

    /// Whether something that happens once in so many times happens now.
    func happens(onceIn count: Int) -> Bool {
        state.withLock { Int.random(in: 0..<count, using: &$0.generator) == 0 }
    }

    func add(_ tokens: [HeldToken]) { state.withLock { $0.tokens.add(tokens) } }

    /// Whether requests should be answered now: once it is to be killed, nothing that fails is a fault.
    var isAlive: Bool {
        get { state.withLock { $0.isAlive } }
        set { state.withLock { $0.isAlive = newValue } }
    }

    /// What to store next, noted as sent; `nil` where enough lives of the recipient that was drawn.
    func next() -> Order? {
        state.withLock { state in
            guard let recipient = recipients.indices.randomElement(using: &state.generator),
                state.stores.mayLive(recipient, at: .now) < ChaosPlan.liveAtATime,
                let (number, token) = state.tokens.draw(using: &state.generator)
            else { return nil }
            let order = StoreOrder(to: recipients[recipient], with: token)
            state.stores.send(order, to: recipient, with: number)
            return Order(order: order, token: number)
        }
    }

    /// What got no answer in the life before, each noted as sent again: clients do that.
    func unanswered() -> [Order] {
        state.withLock { state in
            state.stores.unanswered.compactMap { order, token in
                guard let recipient = state.stores.recipient(of: order) else { return nil }
                state.tokens.sendAgain(token)
                state.stores.send(order, to: recipient, with: token)
                return Order(order: order, token: token)
            }
        }
    }

    /// Notes the answer to a store.
    func answered(_ order: Order, _ status: Int) {
        state.withLock { state in
            var fault: String?
            switch status {
            case 201:
                state.stores.acknowledge(order.order)
                fault = state.tokens.acknowledge(order.token)
            case 429:
                state.stores.refuse(order.order, isCertain: true)
                fault = state.tokens.refuse(order.token)
            case 503:
                // It may have been counted, and was not acknowledged.
                state.stores.refuse(order.order, isCertain: false)
                state.busyCount += 1
            default: fault = "a store was answered \(status)"
            }
            if let fault { state.faults[fault, default: 0] += 1 }
        }
    }

    func lifeIsOver() { state.withLock { $0.stores.lifeIsOver() } }

    func check(_ poll: StoreBook.Poll) {
        state.withLock { state in
            for fault in state.stores.faults(of: poll) { state.faults[fault, default: 0] += 1 }
        }
    }

    func fault(_ sentence: String) { state.withLock { $0.faults[sentence, default: 0] += 1 } }

    /// All that was seen so far.
    var result: ChaosResult {
        state.withLock { state in
            ChaosResult(
                acknowledged: state.stores.acknowledgedCount, unanswered: state.stores.unansweredCount,
                owed: state.stores.owedCount, over: state.stores.overCount, tokens: state.tokens.count,
                triedBeyond: state.tokens.triedBeyondCount, refused: state.tokens.refusedCount, busy: state.busyCount,
                faults: state.faults)
        }
    }
}
