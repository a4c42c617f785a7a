import CPSServer
import ServiceLifecycle

/// A listener that can only be made when another one's port is known.
struct DeferredListener: Service {
    let port: AsyncStream<Int>
    let open: @Sendable (Int) async throws -> Listener

    func run() async throws {
        for await port in port.cancelOnGracefulShutdown() {
            return try await open(port).run()
        }
    }
}
