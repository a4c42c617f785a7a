internal import CoreMetrics
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// What a listener keeps of its clients together: their places, the answers that they have not taken, and whether it stops.
struct Clients: Sendable {
    private static let headerByteLimit = 16_384
    private static let headerCountLimit = 64

    let places: ConnectionPlaces
    /// Tells all connections that the listener stops.
    let stopSign = StopSign()
    private let limits: ListenerLimits
    private let listener: ListenerError.Name
    private let metrics: any MetricsFactory
    /// What turns requests away.
    let gate: AdmissionGate

    /// A listener's, before the first has come.
    init(of listener: ListenerError.Name, _ limits: ListenerLimits, _ metrics: any MetricsFactory, _ logger: Logger) {
        self.limits = limits
        self.listener = listener
        self.metrics = metrics
        places = ConnectionPlaces(limit: limits.connections)
        gate = AdmissionGate(
            limit: limits.requestsUnderWay, unread: UnreadAnswers(limit: limits.unreadBytes, places: places),
            metrics: AdmissionMetrics(listener, metrics), logger: logger)
    }

    /// Who may come, for the server.
    var connections: CountedConnections<OpenPlaces> {
        CountedConnections(OpenPlaces(places: places), most: limits.connections, on: listener, metrics)
    }

    /// A connection with all that is looked after on it.
    func watching<Base: ServerChildChannel>(_ base: Base) -> WatchedChannel<Base> {
        WatchedChannel(base: base, limits: limits, places: places, stopSign: stopSign)
    }

    /// How HTTP is read, and its requests are followed.
    ///
    /// - Parameter isSheddingEarly: whether requests are turned away by their head.
    func configuration(isSheddingEarly: Bool) -> HTTP1Channel.Configuration {
        let shedding = isSheddingEarly ? Shedding(gate: gate) : nil
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [StreamEndHandler(), ExchangeHandler(shedding: shedding, unread: gate.unread)],
            idleTimeout: .seconds(Int64(limits.idleSeconds)),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: Self.headerByteLimit, maxHeaderListSize: Self.headerByteLimit,
                maxHeaderFieldCount: Self.headerCountLimit))
    }

    /// Keeps a listener alive where there are no descriptors for more connections.
    func guardAccepting(on channel: any Channel, logger: Logger) async {
        let places = places
        try? await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(
                AcceptPause(places, logger: logger), position: .first)
        }.get()
    }
}
