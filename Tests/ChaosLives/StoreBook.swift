internal import Crypto
internal import SeededRandomness
internal import ServiceHarness

/// What was sent to the service, what it answered, and what its answers to polls have to show for it, in all lives.
struct StoreBook {
    typealias Moment = ContinuousClock.Instant

    /// What became of a store.
    private enum Fate {
        case underWay
        case acknowledged(Moment)
        /// The service was killed before it answered.
        case unanswered(Moment)
        case refused
    }

    private struct Record {
        let recipient: Int
        let token: Int
        let sent: Moment
        var fate = Fate.underWay
    }

    /// A poll and what it returned.
    struct Poll: Sendable {
        let recipient: Int
        let asked: Moment
        let answered: Moment
        let returned: [[UInt8]]
    }

    private let lifetime: Duration
    private var records: [[UInt8]: Record] = [:]
    /// Of each recipient those that may live.
    private var recent: [[[UInt8]]]
    /// Of each recipient how many are over.
    private var past: [Int]
    /// Whole orders that got no answer, to be sent again.
    private(set) var unanswered: [(order: StoreOrder, token: Int)] = []
    private var underWay: [[UInt8]: StoreOrder] = [:]

    private(set) var acknowledgedCount = 0
    private(set) var unansweredCount = 0
    private(set) var owedCount = 0
    private(set) var overCount = 0

    init(lifetime: Duration, recipients: Int) {
        self.lifetime = lifetime
        self.recent = Array(repeating: [], count: recipients)
        self.past = Array(repeating: 0, count: recipients)
    }

    static func name(of sealed: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: sealed)) }

    /// How many of a recipient's may live now.
    mutating func mayLive(_ recipient: Int, at now: Moment) -> Int {
        let live = recent[recipient].filter { name in records[name].map { end(of: $0) > now } ?? false }
        past[recipient] += recent[recipient].count - live.count
        recent[recipient] = live
        return recent[recipient].count
    }

    /// Notes a store that is sent now.
    mutating func send(_ order: StoreOrder, to recipient: Int, with token: Int) {
        let name = Self.name(of: order.sealed)
        if records[name] == nil {
            records[name] = Record(recipient: recipient, token: token, sent: .now)
        } else {
            records[name]?.fate = .underWay
        }
        if !recent[recipient].contains(name) { recent[recipient].append(name) }
        underWay[name] = order
    }

    mutating func acknowledge(_ order: StoreOrder) {
        let name = Self.name(of: order.sealed)
        underWay[name] = nil
        records[name]?.fate = .acknowledged(.now)
        acknowledgedCount += 1
    }

    /// - Parameter isCertain: whether it is surely not placed.
    mutating func refuse(_ order: StoreOrder, isCertain: Bool) {
        let name = Self.name(of: order.sealed)
        underWay[name] = nil
        records[name]?.fate = isCertain ? .refused : .unanswered(.now)
    }

    /// Notes that the service was killed at some moment up to now.
    mutating func lifeIsOver() {
        let now = Moment.now
        unanswered = []
        for (name, order) in underWay {
            guard let record = records[name] else { continue }
            unansweredCount += 1
            records[name]?.fate = .unanswered(now)
            unanswered.append((order, record.token))
        }
        underWay = [:]
    }

    /// The recipient of an order that was sent before.
    func recipient(of order: StoreOrder) -> Int? { records[Self.name(of: order.sealed)]?.recipient }

    /// What is wrong with a poll: something is missing that is owed, or there that is over, unknown, or there twice.
    ///
    /// A PASSporT lives from some moment between its being sent and its being acknowledged. Before a lifetime after the
    /// first it must be there, after a lifetime after the second it must not.
    mutating func faults(of poll: Poll) -> [String] {
        var faults: [String] = []
        _ = mayLive(poll.recipient, at: poll.asked)
        let returned = Set(poll.returned.map(Self.name))
        if returned.count < poll.returned.count { faults.append("a PASSporT was in one answer twice") }
        for name in returned {
            guard let record = records[name], record.recipient == poll.recipient else {
                faults.append("an answer held a PASSporT that nobody stored for its recipient")
                continue
            }
            if case .refused = record.fate { faults.append("a store that was refused was found") }
            if end(of: record) <= poll.asked { faults.append("a PASSporT came back after its lifetime") }
        }
        for name in recent[poll.recipient] {
            guard let record = records[name], case .acknowledged(let moment) = record.fate, moment < poll.asked,
                poll.answered < record.sent.advanced(by: lifetime)
            else { continue }
            owedCount += 1
            if !returned.contains(name) { faults.append("a store that was answered 201 is lost") }
        }
        overCount += past[poll.recipient]
        return faults
    }

    /// When a PASSporT is surely over.
    private func end(of record: Record) -> Moment {
        switch record.fate {
        case .underWay: .now.advanced(by: lifetime)
        case .acknowledged(let moment), .unanswered(let moment): moment.advanced(by: lifetime)
        case .refused: record.sent
        }
    }
}
