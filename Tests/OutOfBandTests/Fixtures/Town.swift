import CPSClient
import Foundation
import OutOfBand
import STIR
import ThrowawayPKI

/// Subscribers of one authority, at a time that stands still, without any service.
struct Town: Sendable {
    /// 2026-01-01 00:00:00 UTC.
    static let now: Int64 = 1_767_225_600

    let authority: ThrowawayAuthority
    let caller: Subscriber
    let callee: Subscriber
    let other: Subscriber

    init() async throws {
        authority = try ThrowawayAuthority.create(
            commonName: "Test STIR authority", validity: .days(30, from: Self.now))
        caller = try await Subscriber("12155550101", by: authority, at: Self.now)
        callee = try await Subscriber("12155550102", by: authority, at: Self.now)
        other = try await Subscriber("12155550103", by: authority, at: Self.now)
    }

    /// The certificates of everybody in town, and of strangers.
    func certificates(and strangers: [Subscriber] = []) throws -> CertificatesByURL {
        try CertificatesByURL([caller, callee, other] + strangers)
    }

    /// A verification service that is given everything in band.
    func verification(
        knowing strangers: [Subscriber] = [], certificates source: (any CertificateSource)? = nil,
        replays: ReplayWindow = ReplayWindow(seconds: 120), at now: Int64 = Town.now
    ) throws -> VerificationService {
        VerificationService(
            verifier: PassportVerifier(
                certificates: STIRCertificateVerifier(
                    trustAnchors: try TrustAnchors(pem: try authority.certificatePEM()))),
            certificates: try source ?? certificates(and: strangers), inboxes: [], services: try Self.noServices(),
            replays: replays, now: { now })
    }

    /// A PASSporT of the caller for the callee, unless said otherwise.
    func passport(
        from origin: PassportIdentity? = nil, to destinations: PassportDestinations? = nil,
        signedBy signer: Subscriber? = nil, extension: PassportExtension = .base, issuedAt: Int64 = Town.now
    ) throws -> String {
        try (signer ?? caller).credential.signer.sign(
            extension: `extension`, issuedAt: issuedAt, origin: origin ?? caller.number,
            destinations: try destinations ?? callee.destinations)
    }

    /// The call of the caller to the callee, with PASSporTs in its signaling.
    func call(_ passports: String..., identifier: String? = nil) -> IncomingCall {
        IncomingCall(caller: caller.number, called: [callee.number], inBand: passports, identifier: identifier)
    }

    /// Services of which none can be used, with an empty wallet.
    static func noServices() throws -> PlacementServices {
        let folder = FileManager.default.temporaryDirectory.appending(path: "out-of-band-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try PlacementServices(wallet: try Wallet(folder: folder), services: []) { (_) throws(CPSClientError) in
            throw .malformedServiceURL
        }
    }
}

/// The certificates of subscribers, where their PASSporTs say that they are.
struct CertificatesByURL: CertificateSource {
    private let chains: [String: CertificateChain]

    init(_ subscribers: [Subscriber]) throws {
        chains = Dictionary(
            try subscribers.map { ($0.certificateURL, try CertificateChain(pem: $0.certificate.chainPEM)) },
            uniquingKeysWith: { first, _ in first })
    }

    func chain(for reference: CertificateReference) async throws(CertificatesUnavailable) -> CertificateChain {
        guard case .url(let url) = reference, let chain = chains[url] else {
            throw CertificatesUnavailable(code: "unknown", message: "nobody here has such a certificate")
        }
        return chain
    }
}
