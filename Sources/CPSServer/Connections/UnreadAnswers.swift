internal import NIOCore
internal import Synchronization

/// Bytes of answers that are being made, or that clients have not taken yet, on a whole listener.
///
/// Where they are too many, the connection whose client has taken nothing for longest is closed; where nobody has been
/// slow for long, requests are turned away until some are taken.
final class UnreadAnswers: Sendable {
    /// Whoever took something in this time is not slow.
    private static let patience = TimeAmount.seconds(1)
    /// To look for the slowest is dear where there are many connections.
    private static let betweenLooks = TimeAmount.milliseconds(2)
    /// Answers up to this size find room when larger ones do not any more.
    private static let small = 65_536

    private let limit: Int
    private let places: ConnectionPlaces
    private let byteCount = Atomic<Int>(0)
    private let lastLook = Mutex(NIODeadline.uptimeNanoseconds(0))

    /// So many bytes, of the connections in these places.
    init(limit: Int, places: ConnectionPlaces) {
        self.limit = limit
        self.places = places
    }

    /// Whether there is room at all; where not, whoever is slowest may have to go.
    func hasRoom() -> Bool {
        guard byteCount.load(ordering: .relaxed) >= limit else { return true }
        makeRoom()
        return false
    }

    /// Takes room for an answer that is to be made; the size goes by what is asked for alone.
    ///
    /// - Returns: the room; `nil` where there was none.
    func room(for count: Int) -> AnswerRoom? {
        let isLarge = count > Self.small
        let limit = isLarge ? limit / 4 * 3 : limit
        let sum = byteCount.add(count, ordering: .relaxed).newValue
        // One answer may always be made.
        guard sum > limit, sum > count else { return AnswerRoom(byteCount: count, isLarge: isLarge, of: self) }
        byteCount.subtract(count, ordering: .relaxed)
        makeRoom()
        return nil
    }

    /// An answer is about to leave.
    func add(_ count: Int) {
        byteCount.add(count, ordering: .relaxed)
    }

    /// An answer was taken, or never will be; or what room was taken for is made.
    func remove(_ count: Int) {
        byteCount.subtract(count, ordering: .relaxed)
    }

    private func makeRoom() {
        if mayLook() { places.slowestReader(than: Self.patience)?.close() }
    }

    private func mayLook() -> Bool {
        let now = NIODeadline.now()
        return lastLook.withLock { last in
            guard last + Self.betweenLooks < now else { return false }
            last = now
            return true
        }
    }
}

/// Room that an answer has while it is made; given back when nobody holds it any more.
final class AnswerRoom: Sendable {
    /// Whether it is to be held until the answer is handed over: a client that takes nothing can have a large one kept
    /// waiting before that.
    let isLarge: Bool
    private let byteCount: Int
    private let unread: UnreadAnswers

    fileprivate init(byteCount: Int, isLarge: Bool, of unread: UnreadAnswers) {
        self.isLarge = isLarge
        self.byteCount = byteCount
        self.unread = unread
    }

    deinit { unread.remove(byteCount) }
}
