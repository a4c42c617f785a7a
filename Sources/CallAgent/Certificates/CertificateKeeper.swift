package import Credentials
package import Logging
internal import STIR
internal import ServiceLifecycle

/// Fetches the certificates of known signers, and revocation lists, ahead of calls, at times that say nothing about calls.
package struct CertificateKeeper: Service {
    private let cache: CertificateCache
    private let addresses: [String]
    private let lists: RevocationLists?
    private let meanPause: Duration
    private let pauses: RandomPauses
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// Keeps the chains at some addresses, and some lists.
    package init(
        cache: CertificateCache, addresses: [String], lists: RevocationLists?, meanPause: Duration,
        pauses: RandomPauses,
        clock: any Clock<Duration>, logger: Logger
    ) {
        self.cache = cache
        self.addresses = addresses
        self.lists = lists
        self.meanPause = meanPause
        self.pauses = pauses
        self.clock = clock
        self.logger = logger
    }

    /// Fetches again and again, until it is told to stop.
    package func run() async throws {
        guard !addresses.isEmpty || lists != nil else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let chains = await cache.prefetch(addresses).compactMap { $0?.description }
                let lists = await lists?.refresh().compactMap { $0?.description } ?? []
                for reason in chains + lists where !Task.isCancelled {
                    logger.notice(
                        "a certificate or a list could not be fetched ahead", metadata: ["reason": "\(reason)"])
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
