import LMDBStore
import Logging
import ServiceLifecycle

/// Tells the operator when files of the storage are not in their place any more, and when they are again.
struct StorageWatch: Service {
    private static let interval = Duration.seconds(1)
    /// What goes on for long is said again.
    private static let reminder = Duration.seconds(60)

    let storage: LMDBStorage
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var said: Set<String> = []
            var last = ContinuousClock.now
            while !Task.isCancelled {
                let absences = Set(storage.absences)
                let isDue = last.duration(to: .now) > Self.reminder
                for sentence in absences.sorted() where isDue || !said.contains(sentence) {
                    logger.error("storage has vanished", metadata: ["reason": "\(sentence)"])
                    last = .now
                }
                if absences.isEmpty, !said.isEmpty {
                    logger.notice("all files of the storage are in their place again")
                }
                said = absences
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }
}
