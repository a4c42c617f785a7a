import CPSClient
import Crypto
import Foundation
import KeyDirectory
import OutOfBand
import STIR
import Sealing
import ServiceHarness
import Synchronization
import ThrowawayPKI

/// A real Call Placement Service with subscribers who use it: those who call hold tokens of it, got over mutual TLS.
final class Network: Sendable {
    let server: RunningServer
    let service: String
    let caller: Subscriber
    let callee: Subscriber
    let third: Subscriber
    private let folder: URL
    private let wallet: Wallet
    private let trust: TLSTrust
    private let strangers = Mutex<[Subscriber]>([])

    /// Settles subscribers at a service, and gets them tokens.
    init(at server: RunningServer) async throws {
        self.server = server
        service = "https://localhost:\(server.publicPort)"
        let authority = server.deployment.stirAuthority
        caller = try await Subscriber("12155550101", by: authority, at: Self.now())
        callee = try await Subscriber("12155550102", by: authority, at: Self.now())
        third = try await Subscriber("12155550103", by: authority, at: Self.now())
        folder = server.deployment.folder.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data(server.deployment.tlsAuthorityPEM.utf8).write(to: folder.appending(path: "tls.pem"))
        try Data(caller.certificate.chainPEM.utf8).write(to: folder.appending(path: "caller.pem"))
        try Data(caller.certificate.keyPEM.utf8).write(to: folder.appending(path: "caller.key"))
        trust = try TLSTrust.authorities(inFile: folder.appending(path: "tls.pem").path)
        wallet = try Wallet(folder: folder.appending(path: "wallet").path)
        let identity = try STIRIdentity(
            chainFile: folder.appending(path: "caller.pem").path, keyFile: folder.appending(path: "caller.key").path)
        guard let url = URL(string: service) else { throw HarnessError.noDeployment }
        try await CallPlacementClient(service: url, trust: trust, identity: identity).getTokens(12, into: wallet)
    }

    /// Runs a service for one test, with a network at it.
    static func running(_ use: (Network) async throws -> Void) async throws {
        try await Deployment.running(Deployment.patient + ["--name", "localhost"]) { server in
            try await use(try await Network(at: server))
        }
    }

    static func now() -> Int64 { Int64(Date().timeIntervalSince1970) }

    /// Somebody with a certificate that verifiers can find, besides the three.
    func stranger(_ digits: String, certified number: String) async throws -> Subscriber {
        let stranger = try await Subscriber(
            digits, certified: number, by: server.deployment.stirAuthority, at: Self.now())
        strangers.withLock { $0.append(stranger) }
        return stranger
    }

    /// Somebody whose certificate names a service.
    func stranger(_ digits: String, servedAt service: String) async throws -> Subscriber {
        try await Subscriber(
            digits, by: server.deployment.stirAuthority, at: Self.now(),
            further: [try ThrowawayPointers.callPlacementServices([service])])
    }

    /// What leaves PASSporTs for the keys of these subscribers.
    ///
    /// - Parameter elsewhere: Another service, where each has the same key.
    func placement(to subscribers: [Subscriber], alsoAt elsewhere: String? = nil) throws -> PassportPlacement {
        var addresses: [PassportIdentity: [CalleeAddress]] = [:]
        for subscriber in subscribers {
            addresses[subscriber.number, default: []].append(
                try CalleeAddress(publicKey: subscriber.key.privateKey.publicKey))
            if let elsewhere {
                addresses[subscriber.number, default: []].append(
                    try CalleeAddress(publicKey: subscriber.key.privateKey.publicKey, service: elsewhere))
            }
        }
        return PassportPlacement(
            recipients: try ProvisionedRecipients(addresses, service: service), services: try services())
    }

    /// What leaves PASSporTs for whom a source knows.
    func placement(by source: any RecipientSource) throws -> PassportPlacement {
        PassportPlacement(recipients: source, services: try services())
    }

    /// Publishes the key of a subscriber for its number.
    func publish(_ subscriber: Subscriber) async throws {
        guard case .number(let number) = subscriber.number, let url = URL(string: service) else {
            throw HarnessError.noDeployment
        }
        let unique = UUID().uuidString
        let (chain, key) = (folder.appending(path: unique + ".pem"), folder.appending(path: unique + ".key"))
        try Data(subscriber.certificate.chainPEM.utf8).write(to: chain)
        try Data(subscriber.certificate.keyPEM.utf8).write(to: key)
        let signer = try KeyBindingSigner(
            key: P256.Signing.PrivateKey(pemRepresentation: subscriber.certificate.keyPEM),
            chain: CertificateChain(pem: subscriber.certificate.chainPEM))
        let binding = try KeyBinding(
            numbers: [.one(number)], publicKey: subscriber.key.privateKey.publicKey, service: try CPSOrigin(service),
            issuedAt: Self.now(), expires: Self.now() + 3600)
        let client = try CallPlacementClient(
            service: url, trust: trust, identity: try STIRIdentity(chainFile: chain.path, keyFile: key.path))
        try await client.publish(try signer.sign(binding))
    }

    /// The key directory of the service.
    func directory(lookingAt extension: CallPlacementServiceExtension? = nil) throws -> DirectoryRecipients {
        DirectoryRecipients(
            directories: [service], services: try services(), verifier: try bindings(),
            certificateExtension: `extension`, now: Self.now)
    }

    /// The same, to be fetched ahead of calls.
    func prefetchedDirectory() throws -> PrefetchedRecipients {
        PrefetchedRecipients(directory: service, services: try services(), verifier: try bindings(), now: Self.now)
    }

    private func bindings() throws -> KeyBindingVerifier {
        KeyBindingVerifier(
            certificates: STIRCertificateVerifier(
                trustAnchors: try TrustAnchors(pem: try server.deployment.stirAuthority.certificatePEM())))
    }

    /// The same, with keys that name another service.
    func placement(to subscriber: Subscriber, at elsewhere: String) throws -> PassportPlacement {
        let address = try CalleeAddress(publicKey: subscriber.key.privateKey.publicKey)
        return PassportPlacement(
            recipients: try ProvisionedRecipients([subscriber.number: [address]], service: elsewhere),
            services: try services())
    }

    /// The authentication service of a subscriber.
    func authentication(
        of subscriber: Subscriber, to recipients: [Subscriber], policy: OriginatorPolicy = .holderOfTheKey
    ) throws -> AuthenticationService {
        AuthenticationService(
            credentials: [subscriber.credential], policy: policy, placement: try placement(to: recipients),
            now: Self.now)
    }

    /// The verification service of a subscriber.
    func verification(of subscriber: Subscriber) throws -> VerificationService {
        VerificationService(
            verifier: PassportVerifier(
                certificates: STIRCertificateVerifier(
                    trustAnchors: try TrustAnchors(pem: try server.deployment.stirAuthority.certificatePEM()))),
            certificates: try CertificatesByURL([caller, callee, third] + strangers.withLock { $0 }),
            inboxes: [Inbox(key: subscriber.key, service: service)], services: try services(),
            replays: ReplayWindow(seconds: 120), now: Self.now)
    }

    /// How many tokens are left.
    func tokensLeft() throws -> Int { try wallet.holdings(at: Self.now()).reduce(0) { $0 + $1.count } }

    private func services() throws -> PlacementServices {
        let trust = trust
        return try PlacementServices(wallet: wallet, services: [service]) { (service) throws(CPSClientError) in
            guard let url = URL(string: service) else { throw .malformedServiceURL }
            return try CallPlacementClient(service: url, trust: trust)
        }
    }
}
