import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import ThrowawayPKI

/// A server on loopback that answers as a test says, well or badly, with or without TLS.
final class ScriptedServer: Sendable {
    /// What it does once it has read a request.
    enum Reply: Sendable {
        /// Sends this and closes.
        case text(String)
        /// Sends these and closes.
        case bytes([UInt8])
        /// Sends this and keeps the connection.
        case unfinished(String)
        /// Answers with this body, once the gate is open.
        case held(Gate, then: String)
        /// Sends this, one byte every 50 ms.
        case drip(String)
        /// Sends nothing and stays.
        case silence
    }

    private let counters = Counters()
    private let channel: any Channel

    /// The port that it listens at.
    let port: Int

    /// How many connections were taken.
    var connections: Int { counters.connections.load(ordering: .relaxed) }
    /// The requests as they came.
    var requests: [String] { counters.requests.withLock { $0 } }

    init(
        certificate: ThrowawayCertificate?, reply: @escaping @Sendable (_ path: String) -> Reply
    ) async throws {
        let tls = try certificate.map { issued in
            try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: NIOSSLCertificate.fromPEMBytes(Array(issued.chainPEM.utf8))
                        .map { .certificate($0) },
                    privateKey: .privateKey(NIOSSLPrivateKey(bytes: Array(issued.keyPEM.utf8), format: .pem))))
        }
        let counters = counters
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    counters.connections.add(1, ordering: .relaxed)
                    counters.channels.withLock { $0.append(channel) }
                    let start = NIODeadline.now()
                    channel.closeFuture.whenComplete { _ in
                        counters.lasted.withLock { $0.append(NIODeadline.now() - start) }
                    }
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(Handler(counters, reply))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    /// Waits until all connections that were taken are over, and says how long each lasted. That is measured where the
    /// network is, and not where tests wait for their turn.
    func connectionsEnded() async throws -> [TimeAmount] {
        for channel in counters.channels.withLock({ $0 }) { try await channel.closeFuture.get() }
        return counters.lasted.withLock { $0 }
    }

    func stop() async throws {
        try await channel.close()
    }

    /// An answer with a body.
    static func answer(_ body: String, status: String = "200 OK", fields: String = "") -> Reply {
        .text("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)")
    }

    /// An answer with a body that need not be text.
    static func answer(_ body: [UInt8]) -> Reply {
        .bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body)
    }

    /// A redirect.
    static func redirect(_ location: String, status: String = "302 Found") -> Reply {
        answer("", status: status, fields: "Location: \(location)\r\n")
    }

    private final class Counters: Sendable {
        let connections = Atomic<Int>(0)
        let channels = Mutex<[any Channel]>([])
        let lasted = Mutex<[TimeAmount]>([])
        let requests = Mutex<[String]>([])
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let counters: Counters
        private let reply: @Sendable (String) -> Reply
        private var read = ""

        init(_ counters: Counters, _ reply: @escaping @Sendable (String) -> Reply) {
            self.counters = counters
            self.reply = reply
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            read += String(buffer: unwrapInboundIn(data))
            guard read.contains("\r\n\r\n") else { return }
            counters.requests.withLock { $0.append(read) }
            let path = read.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            read = ""
            switch reply(path) {
            case .silence: break
            case .text(let text): send(context, ByteBuffer(string: text))
            case .bytes(let bytes): send(context, ByteBuffer(bytes: bytes))
            case .unfinished(let text):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            case .held(let gate, let body):
                let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
                let loop = context.eventLoop
                gate.whenOpen {
                    loop.execute {
                        let head = "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                        bound.value.0.send(bound.value.1, ByteBuffer(string: head + body))
                    }
                }
            case .drip(let text): drip(context, Array(text.utf8)[...])
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }

        private func send(_ context: ChannelHandlerContext, _ buffer: ByteBuffer) {
            context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
            context.close(promise: nil)
        }

        private func drip(_ context: ChannelHandlerContext, _ rest: ArraySlice<UInt8>) {
            guard let byte = rest.first, context.channel.isActive else { return context.close(promise: nil) }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [byte])), promise: nil)
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: .milliseconds(50)) {
                bound.value.0.drip(bound.value.1, rest.dropFirst())
            }
        }
    }
}
