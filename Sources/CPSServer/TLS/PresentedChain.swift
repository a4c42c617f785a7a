internal import NIOCore
internal import NIOSSL
internal import Synchronization

/// What the client of a connection presented, and under which version of the trusted authorities it was found good: so
/// that it can be looked at again when those are replaced.
final class PresentedChain: Sendable {
    private let state: Mutex<(version: Int, chain: [NIOSSLCertificate])>

    init(version: Int) {
        state = Mutex((version, []))
    }

    /// The chain, leaf first. Empty in a session that was resumed, for which the handshake sends none.
    var chain: [NIOSSLCertificate] { state.withLock { $0.chain } }
    /// The version of the authorities that it was found good under.
    var version: Int { state.withLock { $0.version } }

    func note(_ chain: [NIOSSLCertificate]) {
        state.withLock { $0.chain = chain }
    }

    func isGood(under version: Int) {
        state.withLock { $0.version = version }
    }
}

/// Keeps what was presented with the connection.
final class PresentedChainHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = NIOAny

    let presented: PresentedChain

    init(_ presented: PresentedChain) {
        self.presented = presented
    }
}
