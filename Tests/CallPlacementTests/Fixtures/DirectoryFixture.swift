import Crypto
import KeyDirectory
import Logging
import STIR
import Sealing
import StoreConformance
import ThrowawayPKI

@testable import CallPlacement

/// A key directory on the in-memory store, an authority that it trusts, and a clock that stands still at second 1000.
struct DirectoryFixture {
    static let validity = ThrowawayValidity(notBefore: 0, notAfter: 400 * 86_400)

    let running: RunningService
    let store: InMemoryStorage
    let authority: ThrowawayAuthority
    let policy: KeyDirectoryPolicy
    let directory: KeyDirectoryService

    init(_ policy: KeyDirectoryPolicy = KeyDirectoryPolicy()) async throws {
        running = try await RunningService()
        store = InMemoryStorage(limits: running.policy.limits, clock: running.clock.serviceClock)
        authority = try ThrowawayAuthority.create(commonName: "Test STIR authority", validity: Self.validity)
        self.policy = policy
        directory = try Self.directory(policy, running, store, authority)
        try await directory.takeUp()
    }

    private static func directory(
        _ policy: KeyDirectoryPolicy, _ running: RunningService, _ store: InMemoryStorage,
        _ authority: ThrowawayAuthority
    ) throws -> KeyDirectoryService {
        KeyDirectoryService(
            policy: policy, store: store, issuance: running.service.issuance,
            verifier: KeyBindingVerifier(
                certificates: STIRCertificateVerifier(
                    trustAnchors: try TrustAnchors(pem: try authority.certificatePEM()))),
            clock: running.clock.serviceClock,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    /// Another directory on the same store, as after a restart.
    func restarted(trusting other: ThrowawayAuthority? = nil) async throws -> KeyDirectoryService {
        let directory = try Self.directory(policy, running, store, other ?? authority)
        try await directory.takeUp()
        return directory
    }

    var now: Int64 { running.clock.serviceClock.wallSeconds() }

    /// Somebody with a certificate for some numbers.
    func party(
        _ entries: [TNEntry], of authority: ThrowawayAuthority? = nil, validity: ThrowawayValidity = validity
    ) throws -> DirectoryParty {
        try DirectoryParty(
            (authority ?? self.authority).issueCaller(
                authorising: .nonCritical(TNAuthorizationList(entries)), validity: validity))
    }

    /// Publishes a binding as the one who signs it.
    @discardableResult
    func publish(
        _ party: DirectoryParty, _ numbers: [BoundNumbers], name: String = "a", sequence: Int64 = 1,
        lasting: Int64 = 86_400
    ) async throws -> KeyPublication {
        try await directory.publish(
            try party.sign(numbers, name: name, sequence: sequence, now: now, lasting: lasting), from: party.credential)
    }

    /// Withdraws as the one who signs it.
    @discardableResult
    func withdraw(_ party: DirectoryParty, name: String = "a", sequence: Int64) async throws -> KeyPublication {
        try await directory.withdraw(
            try party.signWithdrawal(name: name, sequence: sequence, now: now), from: party.credential)
    }

    /// The sequences of what is given for a number, in order.
    func given(_ number: TelephoneNumber, by directory: KeyDirectoryService? = nil) throws -> [Int64] {
        let directory = directory ?? self.directory
        let bucket = try NumberBucket(of: number, digits: policy.digits)
        let answer = try directory.answer(about: bucket) ?? []
        let broad = try directory.broadBindings().pieces.flatMap(\.self)
        let texts = try KeyBindingList.decode(answer) + KeyBindingList.decode(broad)
        return try texts.map { try UnverifiedKeyBinding($0).claimed }.filter { $0.names(number) }.map(\.sequence)
            .sorted()
    }
}

/// Somebody who publishes.
struct DirectoryParty {
    let signer: KeyBindingSigner
    let credential: CredentialID
    let recipient: RecipientPrivateKey

    init(_ certificate: ThrowawayCertificate) throws {
        let key = try P256.Signing.PrivateKey(pemRepresentation: certificate.keyPEM)
        signer = try KeyBindingSigner(key: key, chain: try CertificateChain(pem: certificate.chainPEM))
        credential = CredentialID(publicKeyInfo: Array(key.publicKey.derRepresentation))
        recipient = try .generate()
    }

    func sign(
        _ numbers: [BoundNumbers], name: String = "a", sequence: Int64, now: Int64, lasting: Int64 = 86_400
    ) throws -> String {
        try signer.sign(
            try KeyBinding(
                numbers: numbers, publicKey: recipient.publicKey, service: CPSOrigin("https://cps.example"),
                name: BindingName(name), sequence: sequence, issuedAt: now, expires: now + lasting))
    }

    func signWithdrawal(name: String = "a", sequence: Int64, now: Int64) throws -> String {
        try signer.sign(try KeyWithdrawal(name: BindingName(name), sequence: sequence, issuedAt: now))
    }
}
