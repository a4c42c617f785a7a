import Operation

extension Setting {
    /// Those that can change while the service runs. All others are built into what runs, or promised to clients.
    private static let reloadable: Set<String> = Set(
        [
            publicCertificate, publicKey, issuanceCertificate, issuanceKey, issuanceTrustAnchors, issuanceQuota,
            keysQuota, keysPerSigner, keysPerNumber, logLevel,
        ].map(\.key))

    /// Whether it can change while the service runs.
    var isReloadable: Bool { Self.reloadable.contains(key) }

    /// Those that name files which are watched while the service runs.
    static let watchedFiles = [publicCertificate, publicKey, issuanceCertificate, issuanceKey, issuanceTrustAnchors]
}
