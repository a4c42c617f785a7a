import ServiceLifecycle
import UnixSignals

/// Reloads on SIGHUP, and when certificates change; one after the other.
struct ReloadService: Service {
    private enum Occasion {
        case signal
        case look
    }

    /// How often files are looked at.
    static let interval = Duration.seconds(1)

    /// Traps SIGHUP from before the service answers anybody: untrapped, it would end the process.
    let signals: UnixSignalsSequence
    let reloader: Reloader

    func run() async throws {
        let (occasions, tell) = AsyncStream.makeStream(of: Occasion.self)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in signals { tell.yield(.signal) } }
                group.addTask {
                    while (try? await Task.sleep(for: Self.interval)) != nil { tell.yield(.look) }
                }
                group.addTask {
                    var reloader = reloader
                    for await occasion in occasions {
                        switch occasion {
                        case .signal: await reloader.reload()
                        case .look: await reloader.lookAtFiles()
                        }
                    }
                }
                await group.waitForAll()
            }
        }
    }
}
