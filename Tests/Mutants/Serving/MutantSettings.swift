internal import CPSServer
internal import CPSWire
internal import CallPlacement
internal import Foundation
internal import Logging
internal import STIR
internal import Sealing

/// What a mutant is served with: the settings of `cpsd`, with its defaults.
struct MutantSettings: Sendable {
    let policy: ServicePolicy
    let entries: ServiceParameters.Entries
    let publicListener: ListenerConfiguration
    let issuanceListener: ListenerConfiguration
    let trustAnchors: TrustAnchors
    let issuanceURL: String?
    let placementsFolder: String
    let ledgerFolder: String
    let logLevel: Logger.Level

    /// Reads the flags and the files that they name.
    init(_ flags: MutantFlags) throws {
        entries = ServiceParameters.Entries(
            default: try flags.number("--entries-default", default: 16),
            maximum: try flags.number("--entries-maximum", default: 256))
        policy = ServicePolicy(
            name: try flags.needed("--name"),
            sealedSize: try SealedSize(byteCount: try flags.number("--passport-sealed-size", default: 2048)),
            limits: PlacementLimits(
                lifetime: .seconds(try flags.number("--passport-lifetime", default: 60)),
                uses: try flags.number("--token-uses", default: 8),
                usesPerIndex: try flags.number("--token-uses-per-index", default: 2),
                pendingMaximum: entries.maximum),
            releaseQuantum: .milliseconds(try flags.number("--release-quantum", default: 5)),
            releaseMargin: .milliseconds(try flags.number("--release-margin", default: 25)),
            epochs: EpochPolicy(
                length: Int64(try flags.number("--epoch-length", default: 86_400)),
                grace: Int64(try flags.number("--epoch-grace", default: 86_400))),
            issuanceQuota: try flags.number("--issuance-quota", default: 10_000))
        let limits = ListenerLimits(
            connections: try flags.number("--limits-connections", default: 10_000),
            requestsUnderWay: try flags.number("--limits-requests", default: 1024),
            idleSeconds: try flags.number("--limits-idle", default: 30),
            stopSeconds: try flags.number("--limits-stop", default: 10))
        let certificate = try Self.certificate(
            try flags.needed("--public-certificate"), try flags.needed("--public-key"))
        publicListener = ListenerConfiguration(
            host: try flags.needed("--public-host"), port: try flags.number("--public-port", default: 8443),
            certificate: certificate, limits: limits)
        issuanceListener = ListenerConfiguration(
            host: try flags.needed("--issuance-host"), port: try flags.number("--issuance-port", default: 8444),
            certificate: certificate, limits: limits)
        trustAnchors = try TrustAnchors(
            pem: String(contentsOfFile: try flags.needed("--issuance-trust-anchors"), encoding: .utf8))
        issuanceURL = flags.text("--issuance-url")
        placementsFolder = try flags.needed("--placements-folder")
        ledgerFolder = try flags.needed("--ledger-folder")
        logLevel = flags.text("--log-level").flatMap(Logger.Level.init(rawValue:)) ?? .info
    }

    /// What clients are told of the deployment.
    func parameters(issuancePort: Int) -> ServiceParameters {
        ServiceParameters(
            sealedSize: policy.sealedSize.byteCount, lifetime: Int(policy.limits.lifetime.components.seconds),
            entries: entries, releaseQuantum: Int(policy.releaseQuantum / .milliseconds(1)),
            token: ServiceParameters.Token(
                uses: policy.limits.uses, usesPerIndex: policy.limits.usesPerIndex, epoch: Int(policy.epochs.length),
                grace: Int(policy.epochs.grace)),
            issuer: ServiceParameters.Issuer(
                name: policy.name, url: issuanceURL ?? "https://\(policy.name):\(issuancePort)"))
    }

    private static func certificate(_ chain: String, _ key: String) throws -> ServerCertificate {
        try ServerCertificate(
            chainPEM: Array(try Data(contentsOf: URL(filePath: chain))),
            keyPEM: Array(try Data(contentsOf: URL(filePath: key))))
    }
}
