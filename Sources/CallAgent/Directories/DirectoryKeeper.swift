package import Logging
package import OutOfBand
internal import ServiceLifecycle

/// Fetches whole key directories ahead of calls, at times that say nothing about calls.
package struct DirectoryKeeper: Service {
    private let directories: [PrefetchedRecipients]
    private let meanPause: Duration
    private let pauses: RandomPauses
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// Keeps copies of some directories.
    package init(
        _ directories: [PrefetchedRecipients], meanPause: Duration, pauses: RandomPauses, clock: any Clock<Duration>,
        logger: Logger
    ) {
        self.directories = directories
        self.meanPause = meanPause
        self.pauses = pauses
        self.clock = clock
        self.logger = logger
    }

    /// Fetches again and again, until it is told to stop.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for directory in directories {
                    do {
                        try await directory.refresh()
                    } catch {
                        guard !Task.isCancelled else { return }
                        logger.notice("a key directory could not be fetched", metadata: ["reason": "\(error)"])
                    }
                }
                do {
                    try await clock.sleep(for: pauses.next(mean: meanPause))
                } catch {
                    return
                }
            }
        }
    }
}
