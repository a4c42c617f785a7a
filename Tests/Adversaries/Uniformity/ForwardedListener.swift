internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import ServiceHarness
internal import Synchronization
internal import ThrowawayPKI

/// A listener in front of one of the service's: it ends TLS with a certificate of its own, writes down what comes, and
/// hands it on.
final class ForwardedListener: Sendable {
    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// What is seen of one connection while it lasts.
    private struct Seen {
        let opened = ContinuousClock.now
        var raw: [UInt8] = []
        var plain: [UInt8] = []
        /// Taken already: what still comes is its end.
        var isOver = false
    }

    /// Length of the record with which a client says that it closes. Whether it comes in time is chance.
    private static let closing = 2 + TLSRecord.overhead

    private struct State {
        var upstream: Endpoint?
        var seen: [Seen] = []
    }

    private let isIssuance: Bool
    private let state = Mutex(State())
    private let server: NIOAsyncChannel<(Int, NIOAsyncChannel<ByteBuffer, ByteBuffer>), Never>

    /// The port that it listens on.
    var port: Int { server.channel.localAddress?.port ?? 0 }

    /// Listens on a free port.
    init(asIssuance isIssuance: Bool, certificate: ThrowawayCertificate) async throws {
        self.isIssuance = isIssuance
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.chainPEM.utf8))
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(certificate.keyPEM.utf8), format: .pem)))
        tls.minimumTLSVersion = .tlsv13
        if isIssuance { tls.certificateVerification = .noHostnameVerification }
        let context = try NIOSSLContext(configuration: tls)
        let accepted = Accepted()
        server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let number = accepted.next()
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(RawTap(number: number, accepted: accepted))
                    try pipeline.addHandler(
                        isIssuance
                            // Whoever it is: the service behind decides.
                            ? NIOSSLServerHandler(
                                context: context, customVerificationCallback: { $1.succeed(.certificateVerified) })
                            : NIOSSLServerHandler(context: context))
                    return (number, try Connection(wrappingChannelSynchronously: channel))
                }
            }
        accepted.listener.withLock { $0 = { [weak self] in self?.see(raw: $1, of: $0) } }
    }

    /// Says where to hand on what comes.
    func forward(to endpoint: Endpoint) {
        state.withLock { $0.upstream = endpoint }
    }

    /// What has been seen since the last time, connection by connection, and when each was opened.
    func take() -> [(opened: ContinuousClock.Instant, connection: RecordedConnection)] {
        let seen = state.withLock { state in
            let fresh = state.seen.filter { !$0.isOver && !$0.raw.isEmpty }
            for place in state.seen.indices { state.seen[place].isOver = true }
            return fresh
        }
        return seen.map { seen in
            var reader = TLSRecordReader()
            let records = reader.read(seen.raw)
            let first = 5 + (records.first?.length ?? 0)
            let connection = RecordedConnection(
                isIssuance: isIssuance, clientHello: Array(seen.raw.prefix(first)),
                requests: RecordedRequest.all(in: seen.plain),
                // The length of a certificate and of a signature with it is a credential's own.
                records: isIssuance ? [] : records.dropFirst().map(\.length).filter { $0 != Self.closing })
            return (seen.opened, connection)
        }
    }

    /// Serves until the task is cancelled.
    func run() async throws {
        try await server.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await (number, connection) in connections {
                    group.addTask { try? await self.forward(connection, number: number) }
                }
            }
        }
    }

    private func forward(_ client: Connection, number: Int) async throws {
        guard let endpoint = state.withLock({ $0.upstream }) else { throw HarnessError.noDeployment }
        let context = try NIOSSLContext(configuration: endpoint.tls)
        let service = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: endpoint.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        try await client.executeThenClose { fromClient, toClient in
            try await service.executeThenClose { fromService, toService in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for try await part in fromClient {
                            self.see(plain: Array(part.readableBytesView), of: number)
                            try await toService.write(part)
                        }
                    }
                    group.addTask { for try await part in fromService { try await toClient.write(part) } }
                    // Whoever ends first ends both.
                    try await group.next()
                    group.cancelAll()
                }
            }
        }
    }

    private func see(raw bytes: [UInt8], of number: Int) {
        withSeen(number) { $0.raw += bytes }
    }

    private func see(plain bytes: [UInt8], of number: Int) {
        withSeen(number) { $0.plain += bytes }
    }

    private func withSeen(_ number: Int, _ change: (inout Seen) -> Void) {
        state.withLock { state in
            while state.seen.count <= number { state.seen.append(Seen()) }
            if !state.seen[number].isOver { change(&state.seen[number]) }
        }
    }
}

/// Numbers connections, and passes on what is seen of each.
private final class Accepted: Sendable {
    private let count = Mutex(0)
    let listener: Mutex<(@Sendable (Int, [UInt8]) -> Void)?> = Mutex(nil)

    func next() -> Int {
        count.withLock { count in
            defer { count += 1 }
            return count
        }
    }

    func see(_ bytes: [UInt8], of number: Int) {
        listener.withLock { $0 }?(number, bytes)
    }
}

/// Sees what a client sends before it is decrypted.
private final class RawTap: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let number: Int
    private let accepted: Accepted

    init(number: Int, accepted: Accepted) {
        self.number = number
        self.accepted = accepted
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        accepted.see(Array(unwrapInboundIn(data).readableBytesView), of: number)
        context.fireChannelRead(data)
    }
}
