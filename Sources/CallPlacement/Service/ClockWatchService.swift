internal import Logging
internal import ServiceLifecycle

/// Tells the operator when the wall clock is moved. Nothing else depends on it.
struct ClockWatchService: Service {
    static let interval = Duration.seconds(1)

    let clock: ServiceClock
    let logger: Logger

    func run() async throws {
        var watch = WallClockWatch()
        for await _ in Ticks(every: Self.interval).cancelOnGracefulShutdown() {
            let ahead = clock.wallSeconds() - clock.steadySeconds()
            guard let notice = watch.look(ahead: ahead) else { continue }
            logger.warning("\(notice.message)", metadata: ["reason": "\(notice.explanation)"])
        }
    }
}
