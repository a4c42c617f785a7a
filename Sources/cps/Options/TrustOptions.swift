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
            "A certificate chain in PEM that stands for an x5u, so that nothing is fetched: URL=FILE. May be given several times.",
            valueName: "url=file"))
    var x5uFile: [String] = []

    @Flag(help: "Let x5u lead to private addresses, on any port. A call can then make this machine talk to any other.")
    var allowPrivateX5u = false

    /// The authorities.
    func anchors() throws -> TrustAnchors {
        let text = try TextFile.read(trustAnchor)
        return try InputError.naming(trustAnchor) { try TrustAnchors(pem: text) }
    }

    /// Where certificates come from.
    func certificates() throws -> any CertificateSource {
        var settings = CertificateCache.Settings()
        if let x5uCa {
            let text = try TextFile.read(x5uCa)
            settings.rules.authorities = .pem(text)
        }
        settings.rules.dangerouslyAllowsPrivateAddresses = allowPrivateX5u
        if allowPrivateX5u { settings.rules.ports = Set(1...65_535) }
        let cache = try CertificateCache(settings)
        guard !x5uFile.isEmpty else { return cache }
        var files: [String: String] = [:]
        for pair in x5uFile {
            // A URL may hold equals signs; the last one divides.
            guard let end = pair.lastIndex(of: "=") else { throw InputError("--x5u-file is URL=FILE") }
            files[String(pair[..<end])] = String(pair[pair.index(after: end)...])
        }
        return try InputError.naming("--x5u-file") { try ProvisionedCertificates(files: files, otherwise: cache) }
    }
}
