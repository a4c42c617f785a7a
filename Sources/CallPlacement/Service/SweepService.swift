internal import Logging
internal import ServiceLifecycle

/// Removes expired PASSporTs again and again, so that the files do not grow.
///
/// Nothing expired is ever answered, so it does not matter when exactly this runs.
struct SweepService: Service {
    static let interval = Duration.milliseconds(500)

    let store: any PlacementStore
    let progress: SweepProgress
    let logger: Logger

    func run() async throws {
        for await _ in Ticks(every: Self.interval).cancelOnGracefulShutdown() {
            do {
                try await store.sweep()
                progress.advance()
            } catch {
                logger.error("the sweep failed; it will be tried again", metadata: ["reason": "\(error)"])
            }
        }
    }
}
