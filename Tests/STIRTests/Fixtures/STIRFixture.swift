import Crypto
import STIR
import ThrowawayPKI
import X509

/// One authority, one caller, and a verifier that trusts the authority. All at a time that stands still.
struct STIRFixture {
    /// 2026-01-01 00:00:00 UTC.
    static let now: Int64 = 1_767_225_600
    static let validity = ThrowawayValidity.days(30, from: now)
    static let certificateURL = "https://cert.example.org/passport.cer"

    let authority: ThrowawayAuthority
    let certificates: STIRCertificateVerifier

    init() throws {
        authority = try ThrowawayAuthority.create(
            commonName: "Test STIR authority", validity: .days(365, from: Self.now))
        certificates = STIRCertificateVerifier(
            trustAnchors: try TrustAnchors(pem: try authority.certificatePEM()))
    }

    /// A list with one code.
    static func provider(_ code: String = "709J") throws -> TNAuthorizationList {
        try TNAuthorizationList([.provider(ServiceProviderCode(code))])
    }

    /// A list with one range.
    static func range(_ start: String, _ count: UInt64) throws -> TNAuthorizationList {
        try TNAuthorizationList([.range(TelephoneNumberRange(start: TelephoneNumber(digits: start), count: count))])
    }

    /// What the verifier says about a certificate.
    func verdict(_ issued: ThrowawayCertificate, at now: Int64 = Self.now) async throws -> CertificateVerdict {
        await certificates.verify(try CertificateChain(pem: issued.chainPEM), at: now)
    }

    /// Why the verifier refuses a certificate, or `nil` if it does not.
    func refusal(_ issued: ThrowawayCertificate, at now: Int64 = Self.now) async throws -> CertificateRefusal? {
        if case .refused(let refusal) = try await verdict(issued, at: now) { refusal } else { nil }
    }

    /// A signer with the key of an issued certificate.
    func signer(_ issued: ThrowawayCertificate) throws -> PassportSigner {
        try PassportSigner(
            key: P256.Signing.PrivateKey(pemRepresentation: issued.keyPEM), certificates: .url(Self.certificateURL))
    }
}
