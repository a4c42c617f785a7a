internal import Adversaries
internal import CPSServer
internal import CallPlacement
internal import Foundation
internal import LMDBStore
internal import STIR
internal import ServiceLifecycle
internal import UnixSignals

/// A mutant behind the real listeners, until a signal ends it.
///
/// It takes the flags of `cpsd` and says what the harness waits for from `cpsd`, in the same words.
package struct ServedMutant {
    private let mutant: Mutant
    private let settings: MutantSettings

    /// A mutant with the flags of `cpsd`.
    package init(_ mutant: Mutant, flags: MutantFlags) throws {
        self.mutant = mutant
        settings = try MutantSettings(flags)
    }

    /// Serves until a signal or a fault ends it.
    package func run() async throws {
        let logger = MutantLog.logger(level: settings.logLevel)
        let attacked = try await AttackedService.start(
            policy: settings.policy, placements: settings.placementsFolder, ledger: settings.ledgerFolder,
            logger: logger, changing: mutant.change)
        let service = attacked.service
        let issuing = try await mutant.issuing(service, settings.policy, settings.ledgerFolder)
        let (issuancePort, bound) = AsyncStream.makeStream(of: Int.self)
        let issuance = try Listener.issuanceListener(
            settings.issuanceListener, service: issuing,
            trusting: Current(STIRCertificateVerifier(trustAnchors: settings.trustAnchors)),
            clock: .system,
            logger: logger,
            whenBound: { [settings] port in
                Self.say("issuance listener on \(settings.issuanceListener.host) port \(port): mutual TLS")
                bound.yield(port)
                bound.finish()
            })
        let parts = attacked.parts
        let open = FollowingListener(port: issuancePort) { [settings, mutant] port in
            try Listener.publicListener(
                settings.publicListener, service: service, parameters: settings.parameters(issuancePort: port),
                logger: logger, answering: { mutant.answering(parts, $0) },
                whenBound: { port in
                    Self.say("public listener on \(settings.publicListener.host) port \(port): TLS 1.3")
                    Self.say("ready")
                })
        }
        var group = ServiceGroupConfiguration(
            services: service.services + [issuance, open], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(settings.publicListener.limits.stopSeconds + 1)
        do {
            try await ServiceGroup(configuration: group).run()
        } catch {
            try? await attacked.storage.close()
            throw error
        }
        try await attacked.storage.close()
    }

    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data("cpsd: \(line)\n".utf8))
    }
}

/// A listener that is opened when another one's port is known.
private struct FollowingListener: Service {
    let port: AsyncStream<Int>
    let open: @Sendable (Int) throws -> Listener

    func run() async throws {
        for await port in port.cancelOnGracefulShutdown() { return try await open(port).run() }
    }
}
