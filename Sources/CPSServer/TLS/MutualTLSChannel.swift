internal import CallPlacement
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOSSL

/// TLS with a client certificate that ``STIRClientVerification`` decides about, and what it carries.
struct MutualTLSChannel<Base: ServerChildChannel>: ServerChildChannel {
    typealias Value = Base.Value

    private let context: NIOSSLContext
    private let verification: STIRClientVerification
    private let base: Base

    /// - Throws: where the configuration cannot be used.
    init(_ base: Base, configuration: TLSConfiguration, verification: STIRClientVerification) throws {
        self.base = base
        self.verification = verification
        context = try NIOSSLContext(configuration: configuration)
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let presented = PresentedChain(version: verification.verifier.version)
            let tls = NIOSSLServerHandler(
                context: context,
                customVerificationCallback: { [verification] chain, promise in
                    promise.completeWithTask {
                        let verdict = await verification.verify(chain)
                        if verdict == .certificateVerified { presented.note(chain) }
                        return verdict
                    }
                }, configuration: .init())
            try channel.pipeline.syncOperations.addHandlers(tls, PresentedChainHandler(presented))
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
