internal import CallPlacement
internal import Glibc
internal import Logging
internal import NIOCore

/// Waits a moment where the process has no descriptors for more connections, instead of ending the listener.
final class AcceptPause: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private static let pause = TimeAmount.milliseconds(100)
    private static let passing: Set<CInt> = [EMFILE, ENFILE, ENOBUFS, ENOMEM, ECONNABORTED]

    private let places: ConnectionPlaces
    private let logger: Logger
    private let throttle = LogThrottle()
    private var isPaused = false

    init(_ places: ConnectionPlaces, logger: Logger) {
        self.places = places
        self.logger = logger
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? IOError, Self.passing.contains(error.errnoCode) else {
            return context.fireErrorCaught(error)
        }
        logger.log(
            level: .warning, "no more connections can be taken for the moment",
            reason:
                "the process or the machine has no descriptors or no memory for them; raise the limit of open files",
            through: throttle)
        guard !isPaused else { return }
        isPaused = true
        places.makeRoom()
        let channel = context.channel
        try? channel.syncOptions?.setOption(.autoRead, value: false)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
            self.isPaused = false
            try? channel.syncOptions?.setOption(.autoRead, value: true)
        }
    }
}
