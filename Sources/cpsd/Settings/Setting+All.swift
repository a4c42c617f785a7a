import Operation

extension Setting {
    /// Everything that can be set, in the order in which help shows it.
    static let all: [Setting] = [
        name,
        publicHost, publicPort, publicCertificate, publicKey,
        issuanceHost, issuancePort, issuanceCertificate, issuanceKey, issuanceTrustAnchors, issuanceURL, issuanceQuota,
        placementsFolder, placementsMegabytes, ledgerFolder, ledgerMegabytes,
        sealedSize, lifetime, longerLifetime, entriesDefault, entriesMaximum, releaseQuantum, releaseMargin,
        tokenUses, tokenUsesPerIndex, epochLength, epochGrace,
        keysDigits, keysQuota, keysPerSigner, keysPerNumber, keysProviderCodes,
        connections, requestsUnderWay, idleSeconds, exchangeSeconds, unreadMegabytes, stopSeconds, logLevel, logFormat,
        metricsEnabled, metricsHost, metricsPort,
    ]

    static let name = text("name", "The service's host name, which its tokens are made for. Needed.")

    static let publicHost = text("public.host", default: "0.0.0.0", "Address of the public listener.")
    static let publicPort = number(
        "public.port", default: 8443, in: 0...65_535, "Port of the public listener; 0 takes a free one.")
    static let publicCertificate = text("public.certificate", "PEM file with the listener's certificate chain. Needed.")
    static let publicKey = text("public.key", "PEM file with its private key. Needed.")

    static let issuanceHost = text("issuance.host", default: "0.0.0.0", "Address of the issuance listener.")
    static let issuancePort = number(
        "issuance.port", default: 8444, in: 0...65_535, "Port of the issuance listener; 0 takes a free one.")
    static let issuanceCertificate = text(
        "issuance.certificate", "PEM file with its certificate chain; where not set, the public one's.")
    static let issuanceKey = text("issuance.key", "PEM file with its private key; where not set, the public one's.")
    static let issuanceTrustAnchors = text(
        "issuance.trustAnchors", "PEM file with the STIR authorities whose holders get tokens. Needed.")
    static let issuanceURL = text(
        "issuance.url", "Where clients reach that listener; where not set, https://NAME:PORT.")
    static let issuanceQuota = number(
        "issuance.quota", default: 10_000, in: 1...1_000_000_000, "Tokens that one credential may get in one epoch.")

    static let placementsFolder = text(
        "placements.folder", default: "/dev/shm/cpsd",
        "Memory-backed folder for PASSporTs, so that none touches a disk.")
    static let placementsMegabytes = number(
        "placements.megabytes", default: 4096, in: 16...1_048_576, "Most that PASSporTs may take, in MiB.")
    static let ledgerFolder = text(
        "ledger.folder", default: "/var/lib/cpsd", "Folder on disk for token counters, quotas and epoch keys.")
    static let ledgerMegabytes = number(
        "ledger.megabytes", default: 1024, in: 1...1_048_576, "Most that the ledger may take, in MiB.")

    static let sealedSize = number(
        "passport.sealedSize", default: 2048, in: 512...32_768, "Bytes of every sealed PASSporT.")
    static let lifetime = number(
        "passport.lifetime", default: 60, in: 1...3600,
        "Seconds that a PASSporT is kept; over 60 needs the next setting.")
    static let longerLifetime = switched(
        "passport.longerLifetime", default: false, "Allow a lifetime over the 60 s of RFC 8816 section 7.5.")
    static let entriesDefault = number(
        "entries.default", default: 16, in: 1...4096,
        "Entries of an answer where the request says nothing; a power of two.")
    static let entriesMaximum = number(
        "entries.maximum", default: 256, in: 1...4096, "Most entries that a request may ask for; a power of two.")
    static let releaseQuantum = number(
        "release.quantum", default: 5, in: 0...1000,
        "Milliseconds: answers leave at multiples of it; 0 gives calls away.")
    static let releaseMargin = number(
        "release.margin", default: 25, in: 0...1000,
        "Milliseconds that answers are ready before they leave.")

    static let tokenUses = number("token.uses", default: 8, in: 1...1000, "Stores with one token.")
    static let tokenUsesPerIndex = number(
        "token.usesPerIndex", default: 2, in: 1...1000, "Stores with one token for one index within a lifetime.")
    static let epochLength = number(
        "epoch.length", default: 86_400, in: 1...31_536_000, "Seconds that one K_cps signs tokens.")
    static let epochGrace = number(
        "epoch.grace", default: 86_400, in: 0...31_536_000, "Seconds after that in which its tokens are still taken.")

    static let keysDigits = number(
        "keys.digits", default: 2, in: 1...4,
        "Hexadecimal digits that keys are looked up by. Fewer hide a number among more others; answers get longer.")
    static let keysQuota = number(
        "keys.quota", default: 1000, in: 1...1_000_000_000,
        "Key bindings and withdrawals that one credential may send in one epoch.")
    static let keysPerSigner = number(
        "keys.perSigner", default: 1000, in: 1...1_000_000, "Key bindings that one signer may have at a time.")
    static let keysPerNumber = number(
        "keys.perNumber", default: 16, in: 1...1000,
        "Key bindings for one number, among all signers with a certificate of one issuer.")
    static let keysProviderCodes = switched(
        "keys.providerCodes", default: false,
        "Let certificates with a provider's code publish keys for every number: for closed networks alone.")

    static let connections = number(
        "limits.connections", default: 10_000, in: 1...1_000_000, "Connections open at once on a listener.")
    static let requestsUnderWay = number(
        "limits.requests", default: 1024, in: 1...1_000_000,
        "Most requests worked on at once on a listener; more get 503.")
    static let idleSeconds = number(
        "limits.idle", default: 30, in: 1...3600, "Seconds after which a connection without a request is closed.")
    static let exchangeSeconds = number(
        "limits.exchange", default: 30, in: 1...3600,
        "Seconds that a request may take, from its head to the last byte of its answer.")
    static let unreadMegabytes = number(
        "limits.unreadMegabytes", default: 256, in: 1...1_048_576,
        "Answers that clients have not read yet, in MiB on a listener; then the slowest clients have to go.")
    static let stopSeconds = number(
        "limits.stop", default: 10, in: 1...600,
        "Seconds that requests under way get to finish when it is told to stop.")
    static let logLevel = text("log.level", default: "info", "trace, debug, info, notice, warning, error or critical.")
    static let logFormat = text("log.format", default: "plain", "plain, or json: an object a line.")

    static let metricsEnabled = switched(
        "metrics.enabled", default: false,
        "Show what is counted at http://HOST:PORT/metrics, for Prometheus, to whoever reaches that address.")
    static let metricsHost = text(
        "metrics.host", default: "127.0.0.1", "Address of the metrics' listener, which asks nobody who they are.")
    static let metricsPort = number(
        "metrics.port", default: 9464, in: 0...65_535, "Port of the metrics' listener; 0 takes a free one.")
}
