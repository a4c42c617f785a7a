import NIOCore
import NIOPosix
import NIOSSL
import ServiceHarness
import Synchronization

/// A client that takes its time to read an answer, or never reads any of it.
final class SlowReader: Sendable {
    private struct State {
        var received: [UInt8] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let pause: Duration

    /// - Parameter pause: between one piece of some 64 KiB and the next.
    init(pause: Duration) {
        self.pause = pause
    }

    /// How many bytes have come.
    var byteCount: Int { state.withLock { $0.received.count } }

    /// Sends a request, and reads the answer to its end in small pieces.
    func exchange(_ request: RawRequest, at endpoint: Endpoint) async throws -> RawResponse {
        let channel = try await connect(to: endpoint)
        channel.writeAndFlush(ByteBuffer(bytes: request.bytes), promise: nil)
        defer { channel.close(promise: nil) }
        while true {
            channel.read()
            try await Task.sleep(for: pause)
            let (response, isClosed) = try state.withLock { state in
                (try RawResponse.parse(&state.received, hasBody: true), state.isClosed)
            }
            if let response { return response }
            if isClosed { throw HarnessError.connectionClosed }
        }
    }

    /// Sends a request, and leaves the answer where it is while something else is done.
    func leaving(_ request: RawRequest, at endpoint: Endpoint, _ use: () async throws -> Void) async throws {
        let channel = try await connect(to: endpoint)
        defer { channel.close(promise: nil) }
        // Only the handshake.
        for _ in 0..<20 {
            channel.read()
            try await Task.sleep(for: .milliseconds(20))
        }
        channel.writeAndFlush(ByteBuffer(bytes: request.bytes), promise: nil)
        try await use()
    }

    private func connect(to endpoint: Endpoint) async throws -> any Channel {
        let context = try NIOSSLContext(configuration: endpoint.tls)
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: false)
            .channelOption(.socketOption(.so_rcvbuf), value: 65_536)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65_536))
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLClientHandler(context: context, serverHostname: "localhost"), Collector(self))
                }
            }
            .connect(host: "127.0.0.1", port: endpoint.port).get()
    }

    /// Keeps what comes.
    private final class Collector: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        private let reader: SlowReader

        init(_ reader: SlowReader) {
            self.reader = reader
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = Array(unwrapInboundIn(data).readableBytesView)
            reader.state.withLock { $0.received += bytes }
        }

        func channelInactive(context: ChannelHandlerContext) {
            reader.state.withLock { $0.isClosed = true }
        }
    }
}
