internal import CoreMetrics
internal import HummingbirdCore

/// Lets so many connections be open at once on a listener, and shows how many are.
struct CountedConnections: AvailableConnectionsDelegate {
    private let most: Int
    private var count = 0
    private let open: Meter
    private let opened: Counter

    /// Makes the handles of a listener.
    init(_ most: Int, on listener: ListenerError.Name, _ factory: any MetricsFactory) {
        self.most = most
        let dimensions = [("listener", listener.rawValue)]
        open = Meter(label: "cps_connections_open", dimensions: dimensions, factory: factory)
        opened = Counter(label: "cps_connections_total", dimensions: dimensions, factory: factory)
        open.set(0)
        Meter(label: "cps_connections_limit", dimensions: dimensions, factory: factory).set(most)
    }

    mutating func connectionOpened() {
        count += 1
        open.set(count)
        opened.increment()
    }

    mutating func connectionClosed() {
        count -= 1
        open.set(count)
    }

    func isAcceptingNewConnections() -> Bool { count < most }
}
