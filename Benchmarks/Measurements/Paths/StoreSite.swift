internal import BlindTokens
internal import CPSWire
internal import CallPlacement
internal import Foundation
internal import LMDBStore
internal import Logging
internal import Sealing

/// A service on real storage in memory-backed folders, without a listener, and stores for it.
struct StoreSite {
    /// A store as it comes off the wire, its headers already taken apart.
    struct Store {
        let index: PlacementIndex
        let token: Token
        let signature: [UInt8]
        let contentDigest: String
        let signedBytes: [UInt8]
        let body: [UInt8]
    }

    /// The key that its tokens are signed with.
    let tokenKey: BlindRSAPublicKey
    private let service: CallPlacementService
    private let storage: LMDBStorage
    private let challenge: TokenChallenge

    /// Starts a service in a folder of its own under `/dev/shm`, uses it, and removes the folder, whatever happens.
    static func using<Value>(_ use: (StoreSite) async throws -> Value) async throws -> Value {
        let folder = URL(filePath: "/dev/shm/cps-bench-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let site = try await open(in: folder)
        let value: Value
        do {
            value = try await use(site)
        } catch {
            try? await site.storage.close()
            throw error
        }
        try await site.storage.close()
        return value
    }

    private static func open(in folder: URL) async throws -> StoreSite {
        let (ledger, keys) = (folder.appending(path: "ledger"), folder.appending(path: "keys"))
        for path in [folder, ledger, keys] {
            try FileManager.default.createDirectory(
                at: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let policy = ServicePolicy(
            name: "cps.example", sealedSize: .standard,
            limits: PlacementLimits(lifetime: .seconds(60), uses: 8, usesPerIndex: 2, pendingMaximum: 256),
            releaseQuantum: .milliseconds(5), epochs: EpochPolicy(length: 86_400, grace: 3600), issuanceQuota: 100)
        var settings = LMDBStorageSettings(
            placementsFolder: folder.appending(path: "placements").path, ledgerFolder: ledger.path,
            sealedSize: policy.sealedSize.byteCount, limits: policy.limits)
        settings.placementsMapSize = 1 << 26
        settings.ledgerMapSize = 1 << 26
        let storage = try LMDBStorage(settings)
        let service = try await CallPlacementService.start(
            policy: policy, schedule: .calibrated(for: policy), store: storage, ledger: storage,
            handleKey: storage.handleKey, keyFolder: keys.path,
            tokenRequestURI: "https://cps.example/token-request", clock: .system,
            logger: Logger(label: "bench", factory: { _ in SwiftLogNoOpLogHandler() }))
        guard let entry = service.issuance.directory.entries.first else { throw BareOperationFailure("a token key") }
        return StoreSite(
            tokenKey: entry.tokenKey, service: service, storage: storage, challenge: try policy.tokenChallenge)
    }

    /// Stores with a fresh token each, to a fresh recipient each.
    func stores(_ count: Int) async throws -> [Store] {
        var stores: [Store] = []
        for _ in 0..<count { stores.append(try await store(with: token())) }
        return stores
    }

    private func token() async throws -> HeldToken {
        let pending = try PendingToken(key: .generate(), challenge: challenge, tokenKey: tokenKey)
        let credential = CredentialID(bytes: Array(repeating: 1, count: 32))
        guard case .issued(let response) = try await service.issuance.issue(pending.request.bytes, to: credential)
        else { throw BareOperationFailure("the issuing of a token") }
        return try pending.finish(response: response)
    }

    private func store(with held: HeldToken) throws -> Store {
        let recipient = try RecipientPrivateKey.generate().publicKey
        let index = PlacementIndex(of: recipient)
        let sealed = try SealedPassport(sealing: ["a.b.c"], to: recipient, size: .standard)
        let body = recipient.bytes + sealed.bytes
        let digest = StoreSignature.contentDigest(of: body)
        let signedBytes = StoreSignature.base(path: WirePath.passports(index.hex), contentDigest: digest)
        return Store(
            index: index, token: held.token, signature: held.key.sign(signedBytes), contentDigest: digest,
            signedBytes: signedBytes, body: body)
    }

    /// What the service does with a store up to, and without, counting and placing it.
    func verify(_ store: Store) throws {
        let submission = submission(store)
        guard StoreSignature.contentDigest(sha256: submission.digest) == store.contentDigest else {
            throw BareOperationFailure("the digest of a store")
        }
        guard case .success = try service.storing.verified(submission) else {
            throw BareOperationFailure("the verification of a store")
        }
    }

    /// Stores it, so that its token has a counter.
    func place(_ store: Store) async throws {
        guard case .accepted = try await service.storing.store(submission(store)) else {
            throw BareOperationFailure("a store")
        }
    }

    private func submission(_ store: Store) -> StoreSubmission {
        StoreSubmission(
            index: store.index, token: store.token, signature: store.signature, signedBytes: store.signedBytes,
            body: store.body)
    }
}
