public import STIR

/// The folder of certificates and keys that `cps dev-pki` makes. Never for production: whoever reads it is
/// every authority in it.
///
/// | file | what it is |
/// |---|---|
/// | `stir-ca.pem`, `stir-ca.key` | the STIR authority, which issuance trusts |
/// | `tls-ca.pem`, `tls-ca.key` | the authority of the service's own name, which clients trust |
/// | `server.pem`, `server.key` | the service's certificate chain |
/// | `caller.pem`, `caller.key` | a storer's STIR certificate chain |
public struct ThrowawayFolder: Sendable {
    /// DNS names and IP addresses that the service is reached by.
    public var serverNames: [String]
    /// What the caller's certificate authorises.
    public var callerList: TNAuthorizationList
    /// When everything in it is valid.
    public var validity: ThrowawayValidity

    /// Describes a folder.
    ///
    /// - Parameters:
    ///   - serverNames: At least one.
    ///   - callerProvider: A service provider's code for the caller, if it has one.
    ///   - callerNumbers: The caller's numbers, if it has some.
    ///   - validity: When everything in it is valid.
    /// - Throws: ``STIRCertificateError/malformedTNAuthList`` if the caller has neither code nor numbers.
    public init(
        serverNames: [String] = ["localhost", "127.0.0.1", "::1"],
        callerProvider: ServiceProviderCode?,
        callerNumbers: TelephoneNumberRange?,
        validity: ThrowawayValidity
    ) throws(STIRCertificateError) {
        self.serverNames = serverNames
        self.callerList = try TNAuthorizationList(
            [callerProvider.map(TNEntry.provider), callerNumbers.map(TNEntry.range)].compactMap(\.self))
        self.validity = validity
    }

    /// Writes what is missing from the folder at `path`, which is made if it is not there, and returns the names of the
    /// files that were made. Keys are readable by their owner only.
    ///
    /// A file that is there is never changed, so the call may be repeated.
    ///
    /// - Throws: ``ThrowawayError/halfAPair(_:)`` if a certificate is there without its key or the other way round,
    ///   ``ThrowawayError/malformedKeyPair`` if an authority in the folder cannot be used,
    ///   ``ThrowawayError/malformedName`` for a server name, or ``ThrowawayError/file(_:errno:)``.
    @discardableResult
    public func write(into path: String) throws(ThrowawayError) -> [String] {
        let files = KeyPairFiles(folder: path)
        try files.makeFolder()
        var made: [String] = []
        let stir = try authority("stir-ca", commonName: "Throwaway STIR authority", in: files, made: &made)
        let tls = try authority("tls-ca", commonName: "Throwaway TLS authority", in: files, made: &made)
        if try files.read("server") == nil {
            let server = try tls.issueServer(names: serverNames, validity: validity)
            made += try files.write("server", certificatePEM: server.chainPEM, keyPEM: server.keyPEM)
        }
        if try files.read("caller") == nil {
            let caller = try stir.issueCaller(authorising: .nonCritical(callerList), validity: validity)
            made += try files.write("caller", certificatePEM: caller.chainPEM, keyPEM: caller.keyPEM)
        }
        return made
    }

    private func authority(
        _ name: String, commonName: String, in files: KeyPairFiles, made: inout [String]
    ) throws(ThrowawayError) -> ThrowawayAuthority {
        if let pair = try files.read(name) {
            return try ThrowawayAuthority(certificatePEM: pair.certificatePEM, keyPEM: pair.keyPEM)
        }
        let authority = try ThrowawayAuthority.create(commonName: commonName, validity: validity)
        made += try files.write(name, certificatePEM: try authority.certificatePEM(), keyPEM: authority.keyPEM)
        return authority
    }
}
