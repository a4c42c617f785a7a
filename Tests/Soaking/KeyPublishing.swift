internal import Crypto
internal import Foundation
internal import KeyDirectory
internal import STIR
internal import Sealing
internal import ServiceHarness
internal import ThrowawayPKI

/// Somebody who publishes a key for a number again and again, each time in place of the one before.
struct KeyPublishing: Sendable {
    private let server: RunningServer
    private let signer: KeyBindingSigner

    init(at server: RunningServer) throws {
        self.server = server
        let identity = server.deployment.caller
        signer = try KeyBindingSigner(
            key: P256.Signing.PrivateKey(pemRepresentation: identity.keyPEM),
            chain: try CertificateChain(pem: identity.chainPEM))
    }

    /// Publishes a new key.
    func publish() async throws {
        let now = Date().timeIntervalSince1970
        let binding = try KeyBinding(
            numbers: [.one(try TelephoneNumber(digits: TNAuthorizationList.testNumber))],
            publicKey: try RecipientPrivateKey.generate().publicKey, service: CPSOrigin("https://cps.example"),
            name: BindingName("soak"), sequence: Int64(now * 1000), issuedAt: Int64(now), expires: Int64(now) + 3600)
        let statement = try signer.sign(binding)
        let request = RawRequest(
            "POST", "/key-bindings", fields: [("content-type", "application/cps-key-binding+jwt")],
            body: Array(statement.utf8))
        let answer = try await RawConnection.open(
            to: server.issuanceEndpoint(as: server.deployment.caller)
        ) { try await $0.exchange(request) }
        guard answer.status == 201 else { throw HarnessError.unexpectedStatus(answer.status) }
    }
}
