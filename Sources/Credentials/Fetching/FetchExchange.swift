import NIOCore
import NIOHTTP1
import NIOSSL

/// What a server answered.
struct FetchAnswer: Sendable {
    let status: Int
    let location: String?
    let body: [UInt8]
}

/// Sends one request and takes one answer, of which it never holds more than is permitted.
final class FetchExchange: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let address: FetchAddress
    private let accept: String
    private let maximumBytes: Int
    private let answer: FirstAnswer<Result<FetchAnswer, FetchFailure>>
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []

    init(
        _ address: FetchAddress, accept: String, maximumBytes: Int,
        answer: FirstAnswer<Result<FetchAnswer, FetchFailure>>
    ) {
        self.address = address
        self.accept = accept
        self.maximumBytes = maximumBytes
        self.answer = answer
    }

    /// The fields are the same for everyone who fetches: neither a program's name nor anything of the call.
    func channelActive(context: ChannelHandlerContext) {
        let fields = HTTPHeaders([("Host", address.authority), ("Accept", accept), ("Connection", "close")])
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: address.target, headers: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            let announced = head.headers.first(name: "content-length").flatMap(Int.init) ?? 0
            // The body of another answer than 200 is nobody's interest.
            if head.status != .ok { return finish(head, context) }
            if announced > maximumBytes { finish(.failure(.tooLarge), context) }
        case .body(let part):
            guard body.count + part.readableBytes <= maximumBytes else {
                return finish(.failure(.tooLarge), context)
            }
            body.append(contentsOf: part.readableBytesView)
        case .end:
            if let head { finish(head, context) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(.failure(Self.failure(for: error, begun: head != nil)), context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        answer.give(.failure(.malformedAnswer))
        context.fireChannelInactive()
    }

    private func finish(_ head: HTTPResponseHead, _ context: ChannelHandlerContext) {
        finish(
            .success(
                FetchAnswer(
                    status: Int(head.status.code), location: head.headers.first(name: "location"), body: body)),
            context)
    }

    private func finish(_ result: Result<FetchAnswer, FetchFailure>, _ context: ChannelHandlerContext) {
        answer.give(result)
        body = []
        context.close(promise: nil)
    }

    private static func failure(for error: any Error, begun: Bool) -> FetchFailure {
        switch error {
        case let failure as FetchFailure: failure
        // Once an answer has begun, the handshake is over, and what TLS reports is a connection cut short.
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: begun ? .malformedAnswer : .untrustedServer
        default: .malformedAnswer
        }
    }
}
