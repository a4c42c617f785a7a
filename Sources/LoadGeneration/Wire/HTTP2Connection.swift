internal import NIOCore
internal import NIOHPACK
internal import NIOHTTP2
internal import NIOTLS

/// HTTP/2 on top of frames, without a channel for every stream: a stream here is a request and nothing else.
final class HTTP2Connection: ChannelInboundHandler, LoadConnection {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    private struct Stream {
        let errand: Errand
        var status = 0
        var byteCount = 0
        var body: ByteBuffer?
    }

    /// Larger than any batch, so that no stream ever waits for leave to go on.
    private static let streamWindow = 1 << 24
    /// What all streams together may receive before the connection gives leave to go on.
    private static let connectionWindow = 1 << 30

    let capacity: Int
    private(set) var isOpen = false
    private(set) var lastUse = NIODeadline.now()
    /// Lets go of the connection once that is closed.
    private let owner: any LoadConnectionOwner
    private var context: ChannelHandlerContext?
    private var streams: [HTTP2StreamID: Stream] = [:]
    private var nextStream: Int32 = 1
    private var consumed = 0
    private var reason: (any Error)?

    init(owner: any LoadConnectionOwner, capacity: Int) {
        self.owner = owner
        self.capacity = capacity
    }

    /// The handler below, which makes frames of bytes.
    static func makeFraming() -> NIOHTTP2Handler {
        var connection = NIOHTTP2Handler.ConnectionConfiguration()
        connection.initialSettings = [
            HTTP2Setting(parameter: .enablePush, value: 0),
            HTTP2Setting(parameter: .initialWindowSize, value: streamWindow),
            HTTP2Setting(parameter: .maxHeaderListSize, value: 16_384),
        ]
        connection.headerBlockValidation = .disabled
        connection.contentLengthValidation = .disabled
        return NIOHTTP2Handler(mode: .client, connectionConfiguration: connection)
    }

    func send(_ request: PreparedRequest, for errand: Errand) {
        guard isOpen, let context, case .fields(let fields) = request.head else { return owner.lost(errand) }
        let id = HTTP2StreamID(Int(nextStream))
        nextStream += 2
        streams[id] = Stream(errand: errand, body: errand.isKept ? ByteBuffer() : nil)
        lastUse = .now()
        let head = HTTP2Frame.FramePayload.Headers(headers: fields, endStream: request.body == nil)
        context.write(wrapOutboundOut(HTTP2Frame(streamID: id, payload: .headers(head))), promise: nil)
        if let body = request.body {
            let data = HTTP2Frame.FramePayload.Data(data: .byteBuffer(body), endStream: true)
            context.write(wrapOutboundOut(HTTP2Frame(streamID: id, payload: .data(data))), promise: nil)
        }
        context.flush()
    }

    func abandon() -> [Errand] {
        isOpen = false
        defer { streams = [:] }
        context?.close(promise: nil)
        return streams.values.map(\.errand)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted(let name):
            guard name == HTTPVersion.http2.protocolName else { return fail(context, ProtocolRefused()) }
            let more = HTTP2Frame(
                streamID: .rootStream, payload: .windowUpdate(windowSizeIncrement: Self.connectionWindow))
            context.writeAndFlush(wrapOutboundOut(more), promise: nil)
            isOpen = true
            owner.opened(self)
        case let closed as StreamClosedEvent where closed.reason != nil:
            lose(closed.streamID)
        default: break
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch frame.payload {
        case .headers(let head):
            if let status = head.headers.first(name: ":status").flatMap({ Int($0) }), status >= 200 {
                streams[frame.streamID]?.status = status
            }
            if head.endStream { finish(frame.streamID) }
        case .data(let data):
            if case .byteBuffer(var bytes) = data.data {
                credit(context, bytes.readableBytes + (data.paddingBytes ?? 0))
                streams[frame.streamID]?.byteCount += bytes.readableBytes
                streams[frame.streamID]?.body?.writeBuffer(&bytes)
            }
            if data.endStream { finish(frame.streamID) }
        case .rstStream: lose(frame.streamID)
        // What is under way is still answered; then the service closes.
        case .goAway: isOpen = false
        default: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // An error of one stream leaves the others as they are.
        guard !(error is NIOHTTP2Errors.StreamError) else { return }
        fail(context, error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        isOpen = false
        let lost = streams.values.map(\.errand)
        streams = [:]
        for errand in lost { owner.lost(errand) }
        owner.closed(self, because: reason)
    }

    private func finish(_ id: HTTP2StreamID) {
        guard let stream = streams.removeValue(forKey: id) else { return }
        owner.answered(
            stream.errand, status: stream.status, byteCount: stream.byteCount, body: stream.body, by: self)
    }

    private func lose(_ id: HTTP2StreamID) {
        guard let stream = streams.removeValue(forKey: id) else { return }
        owner.lost(stream.errand)
        owner.hasRoom(self)
    }

    /// Gives leave to send on, seldom: every update costs both sides.
    private func credit(_ context: ChannelHandlerContext, _ byteCount: Int) {
        consumed += byteCount
        guard consumed >= Self.connectionWindow / 2 else { return }
        let more = HTTP2Frame(streamID: .rootStream, payload: .windowUpdate(windowSizeIncrement: consumed))
        consumed = 0
        context.writeAndFlush(wrapOutboundOut(more), promise: nil)
    }

    private func fail(_ context: ChannelHandlerContext, _ error: any Error) {
        isOpen = false
        reason = reason ?? error
        context.close(promise: nil)
    }
}

/// The service did not agree to HTTP/2.
struct ProtocolRefused: Error, CustomStringConvertible {
    let description = "the service does not speak HTTP/2"
}
