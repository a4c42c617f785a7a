import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import ThrowawayPKI

/// A service over TLS that answers every request as a test wants it.
struct ScriptedService {
    /// What becomes of the n-th request.
    enum Reply: Sendable {
        case answer(String)
        /// Everything is held back for so long, this answer and those that follow.
        case stall(TimeAmount)
        case hangUp
        case silence
    }

    let port: Int
    let authorityFile: String

    static let ok = Reply.answer("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello")

    /// Serves while it is used.
    static func running(
        _ reply: @escaping @Sendable (Int) -> Reply, _ use: (ScriptedService) async throws -> Void
    ) async throws {
        let authority = try ThrowawayAuthority.create(commonName: "Test TLS authority", validity: .days(1))
        let server = try authority.issueServer(names: ["127.0.0.1"], validity: .days(1))
        let file = FileManager.default.temporaryDirectory.appending(path: "load-\(UUID().uuidString).pem")
        try Data(authority.certificatePEM().utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(server.chainPEM.utf8)).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(server.keyPEM.utf8), format: .pem)))
        let context = try NIOSSLContext(configuration: tls)
        let script = Script(reply)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLServerHandler(context: context), ScriptedHandler(script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await use(ScriptedService(port: channel.localAddress?.port ?? 0, authorityFile: file.path))
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
    }
}

/// What all connections share.
private final class Script: Sendable {
    private let reply: @Sendable (Int) -> ScriptedService.Reply
    private let state = Mutex((requests: 0, heldUntil: NIODeadline.now()))

    init(_ reply: @escaping @Sendable (Int) -> ScriptedService.Reply) {
        self.reply = reply
    }

    func next() -> (ScriptedService.Reply, NIODeadline) {
        state.withLock { state in
            var reply = reply(state.requests)
            state.requests += 1
            if case .stall(let time) = reply {
                state.heldUntil = .now() + time
                reply = ScriptedService.ok
            }
            return (reply, state.heldUntil)
        }
    }
}

/// Takes every empty line for the end of a request.
private final class ScriptedHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let script: Script
    private var text = ""

    init(_ script: Script) {
        self.script = script
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        text += String(buffer: unwrapInboundIn(data))
        while let end = text.range(of: "\r\n\r\n") {
            text.removeSubrange(..<end.upperBound)
            let (reply, time) = script.next()
            let channel = context.channel
            switch reply {
            case .hangUp: context.close(promise: nil)
            case .silence, .stall: break
            case .answer(let answer):
                context.eventLoop.scheduleTask(deadline: time) {
                    channel.writeAndFlush(ByteBuffer(string: answer), promise: nil)
                }
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
