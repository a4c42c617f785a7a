internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import Synchronization

/// The places for connections on a listener. When they run short, those who ask nothing give theirs to those who come.
///
/// No address has a share of its own: behind one address there may be a proxy with thousands of honest clients, and to
/// remember addresses is what this service does not do.
final class ConnectionPlaces: Sendable {
    /// So many are looked at to find one that has been quiet for long; looking at all would make every newcomer dear.
    private static let looks = 16

    private struct State {
        var open = 0
        /// Connections that have to go, and were not found yet.
        var owed = 0
        var seats: [ConnectionSeat] = []
        var positions: [ObjectIdentifier: Int] = [:]
    }

    private let limit: Int
    /// So many places are kept free by asking quiet connections to go.
    private let spare: Int
    /// Connections with more requests than this go first where there are too many requests.
    private static let requestsOfOne = 8

    private let state = Mutex(State())
    private let requests = Atomic<Int>(0)
    /// As many as connections, in any state.
    private let mostRequests: Int

    /// Places for so many.
    init(limit: Int) {
        self.limit = max(1, limit)
        spare = max(1, min(64, limit / 16))
        mostRequests = max(1024, limit)
    }

    /// Whether one more may come.
    var hasRoom: Bool { state.withLock { $0.open < limit } }

    /// A connection has come.
    func opened() {
        let found = state.withLock { state -> ConnectionSeat? in
            state.open += 1
            guard state.open > limit - spare else { return nil }
            return findQuiet(&state)
        }
        if let found { ask(found) }
    }

    /// A connection has gone.
    func closed() {
        state.withLock { state in
            state.open -= 1
            if state.open <= limit - spare { state.owed = 0 }
        }
    }

    /// Closes some quiet connections: the process has no descriptors left.
    func makeRoom() {
        let found = state.withLock { state in (0..<8).compactMap { _ in findQuiet(&state) } }
        for seat in found { ask(seat) }
    }

    /// Asks a quiet connection to go, or another one later where it has just begun to ask for something.
    private func ask(_ seat: ConnectionSeat) {
        seat.close { [self] in
            take(seat)
            state.withLock { $0.owed += 1 }
        }
    }

    /// Whether a connection that has just become quiet has to go.
    func takesBack() -> Bool {
        state.withLock { state in
            guard state.owed > 0 else { return false }
            state.owed -= 1
            return true
        }
    }

    /// Takes room for a request, whatever becomes of it, until its answer is taken: each stream of HTTP/2 takes memory,
    /// also one that waits.
    ///
    /// - Parameter others: requests that the same connection has under way.
    /// - Returns: whether there was room.
    func takeRequest(beside others: Int) -> Bool {
        let count = requests.add(1, ordering: .relaxed).newValue
        guard count > mostRequests || count > mostRequests / 2 && others >= Self.requestsOfOne else { return true }
        requests.subtract(1, ordering: .relaxed)
        return false
    }

    /// Requests are over.
    func giveBackRequests(_ count: Int) {
        requests.subtract(count, ordering: .relaxed)
    }

    /// A connection can be asked to go from now on.
    func take(_ seat: ConnectionSeat) {
        state.withLock { state in
            state.positions[ObjectIdentifier(seat)] = state.seats.count
            state.seats.append(seat)
        }
    }

    /// A connection has gone.
    func give(back seat: ConnectionSeat) {
        state.withLock { state in remove(seat, &state) }
    }

    /// The connection whose client has taken nothing for longest, where that is longer than some time.
    func slowestReader(than time: TimeAmount) -> ConnectionSeat? {
        let slowest = state.withLock { state in
            state.seats.lazy.compactMap { seat in seat.unreadSince.map { (since: $0, seat: seat) } }
                .min { $0.since < $1.since }
        }
        guard let slowest, slowest.since + time < .now() else { return nil }
        return slowest.seat
    }

    /// One that has been quiet for longer than others, those first that never had an answer; it is no longer among those
    /// who can be asked. Who comes and asks nothing so costs those little who do ask, however many such come.
    private func findQuiet(_ state: inout State) -> ConnectionSeat? {
        let candidates = (0..<Self.looks).compactMap { _ in state.seats.randomElement() }
            .compactMap { seat in seat.quietSince.map { (since: $0, seat: seat) } }
        let strangers = candidates.filter { !$0.seat.wasAnswered }
        guard let found = (strangers.isEmpty ? candidates : strangers).min(by: { $0.since < $1.since })?.seat else {
            state.owed += 1
            return nil
        }
        remove(found, &state)
        return found
    }

    private func remove(_ seat: ConnectionSeat, _ state: inout State) {
        guard let position = state.positions.removeValue(forKey: ObjectIdentifier(seat)) else { return }
        let last = state.seats.removeLast()
        guard position < state.seats.count else { return }
        state.seats[position] = last
        state.positions[ObjectIdentifier(last)] = position
    }
}

/// Tells the HTTP server whether one more may come.
struct OpenPlaces: AvailableConnectionsDelegate {
    let places: ConnectionPlaces

    func connectionOpened() { places.opened() }
    func connectionClosed() { places.closed() }
    func isAcceptingNewConnections() -> Bool { places.hasRoom }
}
