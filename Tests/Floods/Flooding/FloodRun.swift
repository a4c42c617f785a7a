internal import NIOCore
internal import NIOPosix
internal import NIOSSL
package import ServiceHarness
internal import Synchronization

/// Keeps up the connections of a flood for as long as it lasts.
package final class FloodRun: Sendable {
    /// Handshakes at once: more would only wait for each other.
    private static let openedAtOnce = 64
    private static let pause = TimeAmount.milliseconds(20)

    /// What came of it so far.
    package let tally = FloodTally()
    private let flood: Flood
    private let endpoint: Endpoint
    private let group: MultiThreadedEventLoopGroup
    private let context: NIOSSLContext?
    private let isOver = Mutex(false)
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])
    private let next = Atomic<Int>(0)

    /// Begins a flood of a service.
    package init(_ flood: Flood, of endpoint: Endpoint, threads: Int = 1) throws {
        self.flood = flood
        self.endpoint = endpoint
        group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        var tls = try endpoint.tls
        tls.applicationProtocols = [flood.protocolName ?? ""]
        context = flood.protocolName == nil ? nil : try NIOSSLContext(configuration: tls)
        for _ in 0..<min(Self.openedAtOnce, flood.connections) { open() }
    }

    /// Ends it, and closes all of its connections.
    package func end() async {
        isOver.withLock { $0 = true }
        for channel in channels.withLock({ Array($0.values) }) { channel.close(promise: nil) }
        try? await group.shutdownGracefully()
    }

    private var isEnded: Bool { isOver.withLock { $0 } }

    private func open() {
        guard !isEnded else { return }
        let number = next.add(1, ordering: .relaxed).newValue
        let (flood, tally, context) = (flood, tally, context)
        var bootstrap = ClientBootstrap(group: group)
            .connectTimeout(.seconds(10))
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context {
                        try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                    }
                    try pipeline.addHandler(FloodingConnection(flood, tally))
                }
            }
        if !flood.isReading { bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: 4096) }
        // From many addresses, since each has only so many ports.
        if let address = try? SocketAddress(ipAddress: "127.0.1.\(number % 200 + 1)", port: 0) {
            bootstrap = bootstrap.bind(to: address)
        }
        bootstrap.connect(host: "127.0.0.1", port: endpoint.port).whenComplete { result in
            switch result {
            case .failure: self.openLater()
            case .success(let channel):
                self.channels.withLock { $0[ObjectIdentifier(channel)] = channel }
                if self.isEnded { channel.close(promise: nil) }
                channel.closeFuture.whenComplete { _ in
                    self.channels.withLock { $0[ObjectIdentifier(channel)] = nil }
                    self.openLater()
                }
                // One more for as long as there are not enough.
                if self.next.load(ordering: .relaxed) < flood.connections { self.open() }
            }
        }
    }

    private func openLater() {
        guard !isEnded else { return }
        group.next().scheduleTask(in: Self.pause) { self.open() }
    }
}
