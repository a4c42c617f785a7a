internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import NIOTLS
internal import ServiceHarness

/// A TLS connection of which both sides are seen: the plaintext, and the records on the wire.
final class TappedConnection {
    /// What arrived, in its order: a record always before its plaintext.
    enum Arrival: Sendable {
        case record(TLSRecord)
        case handshakeDone
        case plaintext([UInt8])
    }

    private let channel: any Channel
    private var arrivals: AsyncThrowingStream<Arrival, any Error>.Iterator

    private init(channel: any Channel, arrivals: AsyncThrowingStream<Arrival, any Error>) {
        self.channel = channel
        self.arrivals = arrivals.makeAsyncIterator()
    }

    /// Connects.
    static func connect(to endpoint: Endpoint) async throws -> TappedConnection {
        let (arrivals, continuation) = AsyncThrowingStream<Arrival, any Error>.makeStream()
        let context = try NIOSSLContext(configuration: endpoint.tls)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(RecordTap(arrivals: continuation))
                    try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                    try pipeline.addHandler(PlaintextTap(arrivals: continuation))
                }
            }
            .connect(host: "127.0.0.1", port: endpoint.port).get()
        return TappedConnection(channel: channel, arrivals: arrivals)
    }

    /// Sends bytes.
    func send(_ bytes: [UInt8]) {
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
    }

    /// What arrives next.
    func next() async throws -> Arrival {
        guard let arrival = try await arrivals.next() else { throw HarnessError.connectionClosed }
        return arrival
    }

    /// Closes it.
    func close() async {
        try? await channel.close().get()
    }
}

/// Sees the records before they are decrypted.
private final class RecordTap: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let arrivals: AsyncThrowingStream<TappedConnection.Arrival, any Error>.Continuation
    private var reader = TLSRecordReader()

    init(arrivals: AsyncThrowingStream<TappedConnection.Arrival, any Error>.Continuation) {
        self.arrivals = arrivals
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for record in reader.read(unwrapInboundIn(data).readableBytesView) { arrivals.yield(.record(record)) }
        context.fireChannelRead(data)
    }
}

/// Sees what was in them.
private final class PlaintextTap: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let arrivals: AsyncThrowingStream<TappedConnection.Arrival, any Error>.Continuation

    init(arrivals: AsyncThrowingStream<TappedConnection.Arrival, any Error>.Continuation) {
        self.arrivals = arrivals
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event { arrivals.yield(.handshakeDone) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        arrivals.yield(.plaintext(Array(unwrapInboundIn(data).readableBytesView)))
    }

    func channelInactive(context: ChannelHandlerContext) {
        arrivals.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        arrivals.finish(throwing: error)
        context.close(promise: nil)
    }
}
