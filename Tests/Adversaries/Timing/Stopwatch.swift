internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import NIOTLS
package import ServiceHarness

/// Asks over several connections at once, one question after the other on each, and times the answers.
///
/// All connections live on one event loop, and times are taken where the encrypted bytes cross the socket, so that
/// an answer's time holds as little of this program's own work as can be.
package struct Stopwatch: Sendable {
    private let endpoint: Endpoint
    private let connections: Int

    /// A stopwatch for a listener.
    package init(_ endpoint: Endpoint, connections: Int) {
        self.endpoint = endpoint
        self.connections = connections
    }

    /// Asks until there is no question left.
    ///
    /// - Parameters:
    ///   - next: the next question, or `nil` at the end.
    ///   - answered: takes each answer, as it comes. Both are called on one thread.
    /// - Throws: where a connection ends, or what comes is no answer.
    package func time(
        _ next: @escaping @Sendable () -> TimedQuestion?, _ answered: @escaping @Sendable (TimedAnswer) -> Void
    ) async throws {
        let context = try NIOSSLContext(configuration: endpoint.tls)
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        var ends: [EventLoopFuture<Void>] = []
        for _ in 0..<connections {
            let end = loop.makePromise(of: Void.self)
            let connecting = ClientBootstrap(group: loop)
                .channelOption(.socketOption(.so_rcvbuf), value: 1 << 20)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 1 << 17))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let clock = CrossingTimes()
                        try channel.pipeline.syncOperations.addHandlers([
                            SocketWatch(clock), try NIOSSLClientHandler(context: context, serverHostname: "localhost"),
                            Asker(clock, next: next, answered: answered, end: end),
                        ])
                    }
                }
                .connect(host: "127.0.0.1", port: endpoint.port)
            connecting.cascadeFailure(to: end)
            ends.append(end.futureResult)
        }
        try await EventLoopFuture.andAllSucceed(ends, on: loop).get()
    }
}

/// When bytes last crossed the socket: written by the handler below TLS, read by the one above.
private final class CrossingTimes {
    var sent = ContinuousClock.now
    var last = ContinuousClock.now
}

/// Takes times below TLS.
private final class SocketWatch: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let times: CrossingTimes

    init(_ times: CrossingTimes) {
        self.times = times
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        times.sent = .now
        context.flush()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        times.last = .now
        context.fireChannelRead(data)
    }
}

/// Sends a question, waits for its answer, and goes on.
private final class Asker: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let times: CrossingTimes
    private let next: () -> TimedQuestion?
    private let answered: (TimedAnswer) -> Void
    private let end: EventLoopPromise<Void>
    private var question: TimedQuestion?
    private var received: [UInt8] = []
    private var expected: AnswerHead?
    /// The first answer is not counted: the session tickets of TLS come before it.
    private var isWarm = false

    init(
        _ times: CrossingTimes, next: @escaping () -> TimedQuestion?, answered: @escaping (TimedAnswer) -> Void,
        end: EventLoopPromise<Void>
    ) {
        self.times = times
        self.next = next
        self.answered = answered
        self.end = end
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent { ask(context) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unsafe unwrapInboundIn(data).withUnsafeReadableBytes { unsafe received.append(contentsOf: $0) }
        if expected == nil { expected = AnswerHead(received) }
        guard let head = expected, received.count >= head.byteCount + head.bodyByteCount else { return }
        guard let question, received.count == head.byteCount + head.bodyByteCount else {
            return fail(context, .notAnAnswer)
        }
        if isWarm {
            answered(
                TimedAnswer(
                    isCall: question.isCall, lastByte: (times.last - times.sent).seconds, status: head.status,
                    body: Array(received[head.byteCount...])))
        }
        received.removeAll(keepingCapacity: true)
        expected = nil
        if isWarm { ask(context) } else { send(question, context) }
        isWarm = true
    }

    func channelInactive(context: ChannelHandlerContext) {
        end.fail(StopwatchError.connectionClosed)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end.fail(error)
        context.close(promise: nil)
    }

    private func ask(_ context: ChannelHandlerContext) {
        question = next()
        guard let question else {
            end.succeed()
            return context.close(promise: nil)
        }
        send(question, context)
    }

    private func send(_ question: TimedQuestion, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: question.bytes)), promise: nil)
    }

    private func fail(_ context: ChannelHandlerContext, _ error: StopwatchError) {
        end.fail(error)
        context.close(promise: nil)
    }
}

/// What the first bytes of an answer say of the rest.
private struct AnswerHead {
    let status: Int
    let byteCount: Int
    let bodyByteCount: Int

    /// `nil` until the head is whole.
    init?(_ bytes: [UInt8]) {
        let end = Array("\r\n\r\n".utf8)
        guard let place = bytes.indices.dropLast(3).first(where: { bytes[$0...].starts(with: end) }) else { return nil }
        let lines = String(decoding: bytes[..<place], as: UTF8.self).split(separator: "\r\n")
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        self.status = status
        byteCount = place + end.count
        bodyByteCount = length.flatMap { Int($0.drop { $0 != ":" }.dropFirst().filter { $0 != " " }) } ?? 0
    }
}

/// Why a time could not be taken.
package enum StopwatchError: Error {
    case notAnAnswer
    case connectionClosed
    case refused(status: Int)
}

extension Duration {
    /// The same in seconds.
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
