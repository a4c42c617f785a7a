import BlindTokens
import CPSServer
import CPSWire
import CallPlacement
import Foundation
import HTTPTypes
import Hummingbird
import LMDBStore
import Logging
import NIOCore
import NIOEmbedded
import Sealing
import StoreConformance
import ThrowawayPKI

/// The service as it stands behind the public listener, on a real storage in memory, and without sockets, so that it can
/// be sent a hundred thousand stores in seconds.
///
/// It has been through an epoch that is over: tokens of a retired key are to be had.
final class AttackedService: Sendable {
    /// A token can be used so often, and once for each recipient.
    static let uses = 2
    private static let epochLength = Duration.seconds(3600)

    let policy: ServicePolicy
    let service: CallPlacementService
    let storage: LMDBStorage
    /// Tokens of the epoch that is over.
    let retired: [HeldToken]
    private let folder: URL
    private let responder: any HTTPResponder<ListenerContext>
    private let channel = NIOAsyncTestingChannel()
    private static let logger = Logger(label: "attacked", factory: { _ in SwiftLogNoOpLogHandler() })

    init() async throws {
        let clock = ManualClock()
        let limits = PlacementLimits(
            lifetime: .seconds(600), uses: Self.uses, usesPerIndex: 1, pendingMaximum: 256)
        let policy = ServicePolicy(
            name: "cps.example.com", sealedSize: try SealedSize(byteCount: 512), limits: limits, releaseQuantum: .zero,
            epochs: EpochPolicy(length: Self.epochLength.components.seconds, grace: 0), issuanceQuota: 1_000_000)
        folder = URL(filePath: "/dev/shm/cps-attacked-\(UUID())")
        let ledger = folder.appending(path: "ledger")
        try FileManager.default.createDirectory(
            at: ledger, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var settings = LMDBStorageSettings(
            placementsFolder: folder.appending(path: "placements").path, ledgerFolder: ledger.path,
            sealedSize: policy.sealedSize.byteCount, limits: limits)
        settings.placementsMapSize = 1 << 26
        settings.ledgerMapSize = 1 << 26
        let storage = try LMDBStorage(settings, clock: clock.serviceClock)
        func start() async throws -> CallPlacementService {
            try await CallPlacementService.start(
                policy: policy, schedule: .calibrated(for: policy), store: storage, ledger: storage,
                handleKey: storage.handleKey, keyFolder: ledger.path, tokenRequestURI: WirePath.tokenRequest,
                clock: clock.serviceClock, logger: Self.logger)
        }
        let first = try await start()
        retired = try await Self.tokens(8, of: first, for: policy.tokenChallenge)
        clock.advance(by: Self.epochLength)
        service = try await start()
        responder = try Self.responder(of: service, policy: policy)
        self.policy = policy
        self.storage = storage
    }

    /// Closes and removes everything.
    func end() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try? await channel.finish()
        try await storage.close()
    }

    /// What answers on the public listener, taken out of one that is never run.
    private static func responder(
        of service: CallPlacementService, policy: ServicePolicy
    ) throws -> any HTTPResponder<ListenerContext> {
        let pair = try ThrowawayAuthority.create(commonName: "Test TLS authority", validity: .days(1))
            .issueServer(names: ["localhost"], validity: .days(1))
        let limits = policy.limits
        let parameters = ServiceParameters(
            sealedSize: policy.sealedSize.byteCount, lifetime: Int(limits.lifetime.components.seconds),
            entries: .init(default: 16, maximum: 256), releaseQuantum: 0,
            token: .init(uses: limits.uses, usesPerIndex: limits.usesPerIndex, epoch: 3600, grace: 0),
            issuer: .init(name: policy.name, url: "https://\(policy.name)"))
        let configuration = ListenerConfiguration(
            host: "localhost", port: 0,
            certificate: try ServerCertificate(chainPEM: Array(pair.chainPEM.utf8), keyPEM: Array(pair.keyPEM.utf8)),
            limits: ListenerLimits(connections: 1, requestsUnderWay: 64, idleSeconds: 60, stopSeconds: 1))
        var taken: (any HTTPResponder<ListenerContext>)?
        _ = try Listener.publicListener(
            configuration, service: service, parameters: parameters, logger: logger,
            answering: { responder in
                taken = responder
                return responder
            }, whenBound: { _ in })
        guard let taken else { throw Missing(what: "what answers on the public listener") }
        return taken
    }

    /// The key that signs tokens now.
    var tokenKey: BlindRSAPublicKey {
        get throws { try Self.tokenKey(of: service) }
    }

    private static func tokenKey(of service: CallPlacementService) throws -> BlindRSAPublicKey {
        guard let entry = service.issuance.directory.entries.first else { throw Missing(what: "a token key") }
        return entry.tokenKey
    }

    /// Tokens that the service issued, for its own challenge where no other is given.
    func tokens(_ count: Int, for challenge: TokenChallenge? = nil) async throws -> [HeldToken] {
        try await Self.tokens(count, of: service, for: challenge ?? policy.tokenChallenge)
    }

    private static func tokens(
        _ count: Int, of service: CallPlacementService, for challenge: TokenChallenge
    ) async throws -> [HeldToken] {
        var tokens: [HeldToken] = []
        for _ in 0..<count {
            let pending = try PendingToken(key: .generate(), challenge: challenge, tokenKey: tokenKey(of: service))
            let response = try await sign(pending.request.bytes, by: service)
            tokens.append(try pending.finish(response: response))
        }
        return tokens
    }

    /// Has any bytes signed, as the issuer does for whoever has a credential: it is blind to what they are.
    func signature(of message: [UInt8]) async throws -> [UInt8] {
        let key = try tokenKey
        let blinded = try key.blind(message)
        let request = TokenRequest(truncatedTokenKeyID: key.tokenKeyID.truncated, blindedMessage: blinded.bytes)
        let signed = try await Self.sign(request.bytes, by: service)
        return try blinded.finalize(signed)
    }

    private static func sign(_ request: [UInt8], by service: CallPlacementService) async throws -> [UInt8] {
        let credential = CredentialID(bytes: [UInt8](repeating: 1, count: CredentialID.byteCount))
        guard case .issued(let response) = try await service.issuance.issue(request, to: credential) else {
            throw Missing(what: "a token response")
        }
        return response
    }

    /// What the service answers to a store: the status.
    func status(of attempt: StoreAttempt) async throws -> Int {
        let context = ListenerContext(source: ApplicationRequestContextSource(channel: channel, logger: Self.logger))
        return try await responder.respond(to: attempt.request, context: context).status.code
    }
}

/// What a test could not go on without.
struct Missing: Error {
    let what: String
}
