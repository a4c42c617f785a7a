import Crypto
import Foundation
import KeyDirectory
import STIR
import Sealing
import ServiceHarness
import ThrowawayPKI

/// Somebody who publishes at a running service.
struct Publisher {
    let identity: ThrowawayCertificate
    let signer: KeyBindingSigner
    let recipient: RecipientPrivateKey

    init(_ identity: ThrowawayCertificate) throws {
        self.identity = identity
        signer = try KeyBindingSigner(
            key: P256.Signing.PrivateKey(pemRepresentation: identity.keyPEM),
            chain: try CertificateChain(pem: identity.chainPEM))
        recipient = try .generate()
    }

    /// Another holder of a certificate for a number.
    static func other(
        at server: RunningServer, for digits: String = TNAuthorizationList.testNumber
    ) throws -> Publisher {
        try Publisher(
            server.deployment.stirAuthority.issueCaller(
                authorising: .nonCritical(try TNAuthorizationList([.one(try TelephoneNumber(digits: digits))])),
                validity: .days(1)))
    }

    static var now: Int64 { Int64(Date().timeIntervalSince1970) }

    func binding(
        _ digits: String = TNAuthorizationList.testNumber, name: String = "a", sequence: Int64 = 1,
        lasting: Int64 = 3600
    ) throws -> String {
        try signer.sign(
            try KeyBinding(
                numbers: [.one(try TelephoneNumber(digits: digits))], publicKey: recipient.publicKey,
                service: CPSOrigin("https://cps.example"), name: BindingName(name), sequence: sequence,
                issuedAt: Self.now, expires: Self.now + lasting))
    }

    func withdrawal(name: String = "a", sequence: Int64) throws -> String {
        try signer.sign(try KeyWithdrawal(name: BindingName(name), sequence: sequence, issuedAt: Self.now))
    }
}

extension RunningServer {
    static let bindingType = "application/cps-key-binding+jwt"
    static let withdrawalType = "application/cps-key-withdrawal+jwt"

    /// Sends a statement to the issuance listener, as somebody.
    func send(
        _ statement: String, as sender: ThrowawayCertificate, type: String = bindingType
    ) async throws -> RawResponse {
        try await RawConnection.open(to: issuanceEndpoint(as: sender)) { connection in
            try await connection.exchange(
                RawRequest("POST", "/key-bindings", fields: [("content-type", type)], body: Array(statement.utf8)))
        }
    }

    /// The bucket of a number, as anyone is answered; once the directory has been taken up.
    func bucket(of digits: String = TNAuthorizationList.testNumber) async throws -> RawResponse {
        let bucket = try NumberBucket(of: TelephoneNumber(digits: digits), digits: 2)
        return try await ask(RawRequest("GET", "/key-bindings/\(bucket.hex)"))
    }

    /// The sequences of the bindings in a bucket.
    func sequences(of digits: String = TNAuthorizationList.testNumber) async throws -> [Int64] {
        try KeyBindingList.decode(try await bucket(of: digits).body)
            .map { try UnverifiedKeyBinding($0).claimed.sequence }.sorted()
    }

    /// Waits until the directory answers.
    func directoryIsTakenUp() async throws {
        try await eventually("the directory is taken up") {
            try await ask(RawRequest("GET", "/key-bindings/broad")).status == 200
        }
    }
}
