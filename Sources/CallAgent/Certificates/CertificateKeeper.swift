package import Credentials
package import Logging
internal import STIR
internal import ServiceLifecycle

/// Fetches the certificates of known signers ahead of calls, at times that say nothing about calls.
package struct CertificateKeeper: Service {
    private let cache: CertificateCache
    private let addresses: [String]
    private let meanPause: Duration
    private let pauses: RandomPauses
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// Keeps the chains at some addresses.
    package init(
        cache: CertificateCache, addresses: [String], meanPause: Duration, pauses: RandomPauses,
        clock: any Clock<Duration>, logger: Logger
    ) {
        self.cache = cache
        self.addresses = addresses
        self.meanPause = meanPause
        self.pauses = pauses
        self.clock = clock
        self.logger = logger
    }

    /// Fetches again and again, until it is told to stop.
    package func run() async throws {
        guard !addresses.isEmpty else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for failure in await cache.prefetch(addresses) where failure != nil && !Task.isCancelled {
                    logger.notice(
                        "a certificate could not be fetched ahead",
                        metadata: ["reason": "\(failure.map(\.description) ?? "")"])
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
