import Crypto
import Encodings
import KeyDirectory
import STIR
import Sealing
import ThrowawayPKI

/// One authority, and a verifier that trusts it. All at a time that stands still.
struct DirectoryFixture {
    /// 2026-01-01 00:00:00 UTC.
    static let now: Int64 = 1_767_225_600
    static let service = "https://cps.example"

    let authority: ThrowawayAuthority
    let certificates: STIRCertificateVerifier
    let verifier: KeyBindingVerifier

    init() throws {
        authority = try ThrowawayAuthority.create(
            commonName: "Test STIR authority", validity: .days(365, from: Self.now))
        certificates = STIRCertificateVerifier(trustAnchors: try TrustAnchors(pem: try authority.certificatePEM()))
        verifier = KeyBindingVerifier(certificates: certificates)
    }

    /// A signer whose certificate names some numbers.
    func party(
        _ entries: [TNEntry], validity: ThrowawayValidity = .days(90, from: now)
    ) throws -> Party {
        try Party(
            authority.issueCaller(authorising: .nonCritical(TNAuthorizationList(entries)), validity: validity))
    }

    /// What the verifier says about a signed binding.
    func verdict(_ text: String, at now: Int64 = Self.now) async throws -> KeyBindingVerdict {
        await verifier.verify(try UnverifiedKeyBinding(text), at: now)
    }

    /// Why the verifier refuses a signed binding, or `nil` if it does not.
    func refusal(_ text: String, at now: Int64 = Self.now) async throws -> KeyBindingRefusal? {
        if case .refused(let refusal) = try await verdict(text, at: now) { refusal } else { nil }
    }

    /// The binding that the verifier makes of text.
    func verified(_ text: String, at now: Int64 = Self.now) async throws -> VerifiedKeyBinding {
        switch try await verdict(text, at: now) {
        case .valid(let binding): return binding
        case .refused(let refusal): throw Unexpected(description: "\(refusal)")
        }
    }

    static func number(_ digits: String) throws -> TelephoneNumber { try TelephoneNumber(digits: digits) }

    static func range(_ start: String, _ count: UInt64) throws -> TelephoneNumberRange {
        try TelephoneNumberRange(start: number(start), count: count)
    }
}

/// Something that a test did not expect.
struct Unexpected: Error, CustomStringConvertible {
    let description: String
}

/// Somebody with a certificate, and the key of a recipient.
struct Party {
    let key: P256.Signing.PrivateKey
    let chain: CertificateChain
    let recipient: RecipientPrivateKey

    init(_ certificate: ThrowawayCertificate) throws {
        key = try P256.Signing.PrivateKey(pemRepresentation: certificate.keyPEM)
        chain = try CertificateChain(pem: certificate.chainPEM)
        recipient = try .generate()
    }

    var signer: KeyBindingSigner {
        get throws { try KeyBindingSigner(key: key, chain: chain) }
    }

    func binding(
        _ numbers: [BoundNumbers], name: String? = nil, sequence: Int64? = nil,
        issuedAt: Int64 = DirectoryFixture.now, notBefore: Int64? = nil, lasting: Int64 = 86_400
    ) throws -> KeyBinding {
        try KeyBinding(
            numbers: numbers, publicKey: recipient.publicKey, service: CPSOrigin(DirectoryFixture.service),
            name: name.map { try BindingName($0) }, sequence: sequence, issuedAt: issuedAt, notBefore: notBefore,
            expires: issuedAt + lasting)
    }
}

/// A binding out of any header and payload, with a signature that is only well-formed.
struct Serialized {
    var header: String
    var claims: String
    var signature = [UInt8](repeating: 7, count: 64)

    /// The parts of a signed binding, to be changed.
    init(_ signed: String) throws {
        let parts = signed.split(separator: ".")
        guard parts.count == 3, let header = Base64URL.decode(parts[0]), let claims = Base64URL.decode(parts[1]) else {
            throw Unexpected(description: "not a JWS")
        }
        self.header = String(decoding: header, as: UTF8.self)
        self.claims = String(decoding: claims, as: UTF8.self)
    }

    var text: String {
        [Array(header.utf8), Array(claims.utf8), signature].map { Base64URL.encode($0) }.joined(separator: ".")
    }

    func with(header change: (String) -> String) -> String {
        var changed = self
        changed.header = change(header)
        return changed.text
    }

    func with(claims change: (String) -> String) -> String {
        var changed = self
        changed.claims = change(claims)
        return changed.text
    }

    /// The JWS with claims replaced and signed anew.
    func signed(by key: P256.Signing.PrivateKey) throws -> String {
        let input = [Array(header.utf8), Array(claims.utf8)].map { Base64URL.encode($0) }.joined(separator: ".")
        let signature = try key.signature(for: Array(input.utf8)).rawRepresentation
        return input + "." + Base64URL.encode(Array(signature))
    }
}
