import CPSClient
import Crypto
import Foundation
import OutOfBand
import STIR
import Sealing
import ThrowawayPKI
import X509

/// Somebody with a number, a certificate for it, and a key that callers seal to.
struct Subscriber: Sendable {
    let number: PassportIdentity
    let certificate: ThrowawayCertificate
    let credential: SigningCredential
    let key: CalleeKey

    /// Where the certificate is said to be.
    let certificateURL: String

    var destinations: PassportDestinations {
        get throws {
            guard case .number(let number) = number else { return try PassportDestinations() }
            return try PassportDestinations(numbers: [number])
        }
    }

    /// Gives a number to somebody.
    ///
    /// - Parameters:
    ///   - digits: The number.
    ///   - claiming: Another number to certify than the one that is given.
    ///   - authority: Who certifies.
    ///   - now: The time.
    ///   - further: Extensions of the certificate besides.
    init(
        _ digits: String, certified claiming: String? = nil, by authority: ThrowawayAuthority,
        at now: Int64, further: [Certificate.Extension] = []
    ) async throws {
        let covered = try TelephoneNumber(digits: claiming ?? digits)
        number = .number(try TelephoneNumber(digits: digits))
        certificate = try authority.issueCaller(
            authorising: .nonCritical(try TNAuthorizationList([.one(covered)])), validity: .days(1, from: now),
            further: further)
        certificateURL = "https://certificates.example/\(UUID().uuidString).pem"
        let trust = STIRCertificateVerifier(trustAnchors: try TrustAnchors(pem: try authority.certificatePEM()))
        guard case .valid(let credential) = await trust.verify(try CertificateChain(pem: certificate.chainPEM), at: now)
        else { throw FixtureError.refusedCertificate }
        self.credential = SigningCredential(
            credential,
            signer: try PassportSigner(
                key: P256.Signing.PrivateKey(pemRepresentation: certificate.keyPEM),
                certificates: .url(certificateURL)))
        key = try CalleeKey.generate()
    }
}

/// What keeps a fixture from being made.
enum FixtureError: Error {
    case refusedCertificate
}
