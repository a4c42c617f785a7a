internal import CoreMetrics
internal import HummingbirdCore

/// Shows how many connections are open on a listener, and leaves to another who may come.
struct CountedConnections<Base: AvailableConnectionsDelegate>: AvailableConnectionsDelegate {
    private var base: Base
    private var count = 0
    private let open: Meter
    private let opened: Counter

    /// Makes the handles of a listener.
    ///
    /// - Parameters:
    ///   - base: decides who may come.
    ///   - most: how many may be open at once.
    init(_ base: Base, most: Int, on listener: ListenerError.Name, _ factory: any MetricsFactory) {
        self.base = base
        let dimensions = [("listener", listener.rawValue)]
        open = Meter(label: "cps_connections_open", dimensions: dimensions, factory: factory)
        opened = Counter(label: "cps_connections_total", dimensions: dimensions, factory: factory)
        open.set(0)
        Meter(label: "cps_connections_limit", dimensions: dimensions, factory: factory).set(most)
    }

    mutating func connectionOpened() {
        base.connectionOpened()
        count += 1
        open.set(count)
        opened.increment()
    }

    mutating func connectionClosed() {
        base.connectionClosed()
        count -= 1
        open.set(count)
    }

    func isAcceptingNewConnections() -> Bool { base.isAcceptingNewConnections() }
}
