import NIOCore
import NIOPosix
import NIOSSL

/// One TLS connection that carries exactly the bytes it is given.
package final class RawConnection {
    /// The client's own port.
    package let localPort: Int
    private let channel: any Channel
    private var parts: AsyncThrowingStream<[UInt8], any Error>.Iterator
    private var received: [UInt8] = []

    private init(channel: any Channel, localPort: Int, parts: AsyncThrowingStream<[UInt8], any Error>) {
        self.channel = channel
        self.localPort = localPort
        self.parts = parts.makeAsyncIterator()
    }

    /// Connects, uses the connection, and closes it.
    package static func open<Value: Sendable>(
        to endpoint: Endpoint, _ use: (RawConnection) async throws -> Value
    ) async throws -> Value {
        let (parts, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        let context = try NIOSSLContext(configuration: endpoint.tls)
        let group = MultiThreadedEventLoopGroup.singleton
        let localPort = group.any().makePromise(of: Int.self)
        let bootstrap = try endpoint.localAddress.map { address in
            ClientBootstrap(group: group).bind(to: try SocketAddress(ipAddress: address, port: 0))
        }
        let connecting = (bootstrap ?? ClientBootstrap(group: group))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                    try channel.pipeline.syncOperations.addHandler(
                        ReceivedBytes(localPort: localPort, continuation: continuation))
                }
            }
            .connect(host: "127.0.0.1", port: endpoint.port)
        connecting.cascadeFailure(to: localPort)
        let channel = try await connecting.get()
        let connection = RawConnection(
            channel: channel, localPort: try await localPort.futureResult.get(), parts: parts)
        do {
            let value = try await use(connection)
            try? await channel.close().get()
            return value
        } catch {
            try? await channel.close().get()
            throw error
        }
    }

    /// The certificate that the service showed, in DER.
    package func servedCertificate() async throws -> [UInt8] {
        guard let certificate = try await channel.nioSSL_peerCertificate().get() else {
            throw HarnessError.connectionClosed
        }
        return try certificate.toDERBytes()
    }

    /// Bytes that have come and are no whole answer.
    package var leftOver: Int { received.count }

    /// Sends bytes and does not wait: a service may answer before it has read them all.
    package func send(_ bytes: [UInt8]) {
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
    }

    /// Sends a request and waits for its answer.
    package func exchange(_ request: RawRequest) async throws -> RawResponse {
        send(request.bytes)
        return try await answer(hasBody: request.method != "HEAD")
    }

    /// Waits for one answer.
    package func answer(hasBody: Bool = true) async throws -> RawResponse {
        while true {
            if let response = try RawResponse.parse(&received, hasBody: hasBody) { return response }
            guard let part = try await parts.next() else { throw HarnessError.connectionClosed }
            received += part
        }
    }

    /// All that comes until the other side closes, an unclean close included.
    package func everything() async -> [UInt8] {
        while let part = try? await parts.next() { received += part }
        return received
    }
}

/// Hands on what arrives.
private final class ReceivedBytes: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let localPort: EventLoopPromise<Int>
    private let continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation

    init(localPort: EventLoopPromise<Int>, continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation) {
        self.localPort = localPort
        self.continuation = continuation
    }

    /// Says the port while the channel is sure to have one: a service may close it at once.
    func channelActive(context: ChannelHandlerContext) {
        localPort.succeed(context.channel.localAddress?.port ?? 0)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        continuation.yield(Array(unwrapInboundIn(data).readableBytesView))
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        continuation.finish(throwing: error)
        context.close(promise: nil)
    }
}
