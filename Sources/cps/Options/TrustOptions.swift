import ArgumentParser
import Credentials
import STIR

/// Whom to believe, and where the certificates of signers come from.
struct TrustOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The STIR authorities to trust, in PEM.", valueName: "file"))
    var trustAnchor: String

    @Option(help: ArgumentHelp("Seconds that a PASSporT may be old, or ahead of this clock.", valueName: "seconds"))
    var freshness = PassportVerifier.recommendedFreshness

    @Option(
        help: ArgumentHelp(
            "A PEM file of the authorities that may vouch for the servers behind x5u; the system's without it.",
            valueName: "file"))
    var x5uCa: String?

    @Option(
        help: ArgumentHelp(
            """
            The signer's certificate chain in PEM, leaf first. For a diverted call once for each signer, as URL=FILE. \
            With it, nothing is fetched from x5u.
            """, valueName: "file"))
    var certificate: [String] = []

    @Flag(help: "Let x5u lead to private addresses, on any port. A call can then make this machine talk to any other.")
    var allowPrivateX5u = false

    /// The authorities.
    func anchors() throws -> TrustAnchors {
        let text = try TextFile.read(trustAnchor)
        return try InputError.naming(trustAnchor) { try TrustAnchors(pem: text) }
    }

    /// Where certificates come from.
    func certificates() throws -> any CertificateSource {
        guard certificate.isEmpty else { return try CertificateFiles(certificate) }
        var settings = CertificateCache.Settings()
        if let x5uCa { settings.rules.authorities = .pem(try TextFile.read(x5uCa)) }
        settings.rules.dangerouslyAllowsPrivateAddresses = allowPrivateX5u
        if allowPrivateX5u { settings.rules.ports = Set(1...65_535) }
        return try CertificateCache(settings)
    }
}
