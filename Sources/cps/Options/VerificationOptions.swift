import ArgumentParser
import Foundation
import STIR

/// What PASSporTs are verified with.
struct VerificationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The signer's certificate chain in PEM, leaf first, as it is served at x5u. For a diverted call once for \
            each signer, as URL=FILE. A PASSporT that includes its certificates needs none.
            """, valueName: "file"))
    var certificate: [String] = []

    @Option(help: ArgumentHelp("The STIR authorities to trust, in PEM.", valueName: "file"))
    var trustAnchor: String?

    @Option(help: ArgumentHelp("Seconds that a PASSporT may be old, or ahead of this clock.", valueName: "seconds"))
    var freshness = PassportVerifier.recommendedFreshness

    func validate() throws {
        guard certificate.isEmpty || trustAnchor != nil else {
            throw ValidationError("Give --trust-anchor with --certificate.")
        }
    }

    /// A verification, or `nil` where none is wanted.
    func verification() throws -> Verification? {
        guard let trustAnchor else { return nil }
        let anchorText = try TextFile.read(trustAnchor)
        let anchors = try InputError.naming(trustAnchor) { try TrustAnchors(pem: anchorText) }
        return Verification(
            verifier: PassportVerifier(
                certificates: STIRCertificateVerifier(trustAnchors: anchors), freshness: freshness),
            certificates: try CertificateFiles(certificate))
    }
}

/// A verifier with the certificates that it was given.
struct Verification: Sendable {
    let verifier: PassportVerifier
    let certificates: CertificateFiles

    /// Why a PASSporT is not to be believed now, or `nil` where it is.
    func refusal(of passport: UnverifiedPassport) async -> PassportRefusal? {
        switch await verifier.verify(passport, from: certificates, at: Int64(Date().timeIntervalSince1970)) {
        case .valid: nil
        case .refused(let refusal): refusal
        }
    }
}
