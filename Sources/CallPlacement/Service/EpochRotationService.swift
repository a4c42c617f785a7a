internal import Logging
internal import ServiceLifecycle

/// Opens epochs and retires them when their time has come.
struct EpochRotationService: Service {
    static let interval = Duration.seconds(1)

    let keyring: EpochKeyring
    let logger: Logger

    func run() async throws {
        for await _ in Ticks(every: Self.interval).cancelOnGracefulShutdown() {
            do {
                if try await keyring.rotateIfDue() {
                    let epoch = "\(keyring.current.epoch.record.id.rawValue)"
                    logger.notice("a new epoch has begun", metadata: ["epoch": "\(epoch)"])
                }
            } catch {
                logger.error("an epoch could not be opened; it will be tried again", metadata: ["reason": "\(error)"])
            }
        }
    }
}
