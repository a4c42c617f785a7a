import NIOCore
import NIOPosix

/// A connection without TLS, which the service must not understand.
package enum PlainConnection {
    /// All that comes back for `text` until the other side closes.
    package static func answer(to text: String, port: Int) async throws -> [UInt8] {
        let channel = try await open(port: port)
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var received: [UInt8] = []
            for try await part in inbound { received += Array(part.readableBytesView) }
            return received
        }
    }

    /// Holds connections that say `text` and nothing more while `use` runs.
    package static func holding(_ count: Int, saying text: String, port: Int, _ use: () async throws -> Void)
        async throws
    {
        guard count > 0 else { return try await use() }
        try await open(port: port).executeThenClose { _, outbound in
            try await outbound.write(ByteBuffer(string: text))
            try await holding(count - 1, saying: text, port: port, use)
        }
    }

    private static func open(port: Int) async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
    }
}
