import ArgumentParser
import Foundation
import STIR

/// What PASSporTs are verified with.
struct VerificationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The signer's certificate chain in PEM, leaf first, as it is served at x5u.", valueName: "file"))
    var certificate: String?

    @Option(help: ArgumentHelp("The STIR authorities to trust, in PEM.", valueName: "file"))
    var trustAnchor: String?

    @Option(help: ArgumentHelp("Seconds that a PASSporT may be old, or ahead of this clock.", valueName: "seconds"))
    var freshness = PassportVerifier.recommendedFreshness

    func validate() throws {
        guard (certificate == nil) == (trustAnchor == nil) else {
            throw ValidationError("Give --certificate and --trust-anchor together.")
        }
    }

    /// A verification, or `nil` where none is wanted.
    func verification() throws -> Verification? {
        guard let certificate, let trustAnchor else { return nil }
        let (anchorText, chainText) = (try TextFile.read(trustAnchor), try TextFile.read(certificate))
        let anchors = try InputError.naming(trustAnchor) { try TrustAnchors(pem: anchorText) }
        return Verification(
            verifier: PassportVerifier(
                certificates: STIRCertificateVerifier(trustAnchors: anchors), freshness: freshness),
            chain: try InputError.naming(certificate) { try CertificateChain(pem: chainText) })
    }
}

/// A verifier with the certificates of one signer.
struct Verification: Sendable {
    let verifier: PassportVerifier
    let chain: CertificateChain

    /// Why a PASSporT is not to be believed now, or `nil` where it is.
    func refusal(of passport: UnverifiedPassport) async -> PassportRefusal? {
        switch await verifier.verify(passport, chain: chain, at: Int64(Date().timeIntervalSince1970)) {
        case .valid: nil
        case .refused(let refusal): refusal
        }
    }
}
