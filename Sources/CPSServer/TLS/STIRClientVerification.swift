internal import CallPlacement
internal import Logging
internal import NIOCore
internal import NIOSSL
internal import STIR

/// Decides during the handshake who may use the issuance listener: holders of a STIR certificate with a
/// TNAuthList (RFC 8226) under a trusted authority.
///
/// TLS's own verification is not used for it, since it refuses the TNAuthList extension when it is
/// marked critical.
struct STIRClientVerification: Sendable {
    let verifier: Current<STIRCertificateVerifier>
    let wallSeconds: @Sendable () -> Int64
    let logger: Logger
    let throttle = LogThrottle()

    /// The verdict on what a client presented. The reason for a refusal goes to the operator's log, and
    /// names nobody.
    func verify(_ presented: [NIOSSLCertificate]) async -> NIOSSLVerificationResult {
        do {
            let chain = try CertificateChain(der: presented.map { try $0.toDERBytes() })
            switch await verifier.value.verify(chain, at: wallSeconds()) {
            case .valid: return .certificateVerified
            case .refused(let reason): return refuse("\(reason)")
            }
        } catch {
            return refuse("\(error)")
        }
    }

    /// Whether the client of an open connection is still trusted: where the authorities have been replaced since, what
    /// it presented is verified again.
    func stillTrusts(_ channel: any Channel) async throws -> Bool {
        let presented = try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.handler(type: PresentedChainHandler.self).presented
        }.get()
        let version = verifier.version
        guard presented.version != version else { return true }
        guard await verify(presented.chain) == .certificateVerified else { return false }
        presented.isGood(under: version)
        return true
    }

    private func refuse(_ reason: String) -> NIOSSLVerificationResult {
        logger.log(level: .notice, "a client certificate was refused", reason: reason, through: throttle)
        return .failed
    }
}
