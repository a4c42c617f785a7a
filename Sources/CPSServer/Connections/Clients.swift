internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// What a listener keeps of its clients together: their places, and the answers that they have not taken.
struct Clients: Sendable {
    private static let headerByteLimit = 16_384
    private static let headerCountLimit = 64

    let places: ConnectionPlaces
    /// What turns requests away.
    let gate: AdmissionGate

    /// A listener's, before the first has come.
    init(_ limits: ListenerLimits) {
        places = ConnectionPlaces(limit: limits.connections)
        gate = AdmissionGate(
            limit: limits.requestsUnderWay, unread: UnreadAnswers(limit: limits.unreadBytes, places: places))
    }

    /// How HTTP is read, and its requests are followed.
    ///
    /// - Parameter isSheddingEarly: whether requests are turned away by their head.
    func configuration(_ limits: ListenerLimits, isSheddingEarly: Bool) -> HTTP1Channel.Configuration {
        let shedding = isSheddingEarly ? Shedding(gate: gate) : nil
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [ExchangeHandler(shedding: shedding, unread: gate.unread)],
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
