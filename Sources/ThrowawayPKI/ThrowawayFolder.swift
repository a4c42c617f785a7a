public import STIR
import SwiftASN1
import X509

/// The folder of certificates and keys that `cps dev-pki` makes. Never for production: whoever reads it is
/// every authority in it.
///
/// | file | what it is |
/// |---|---|
/// | `stir-ca.pem`, `stir-ca.key` | the STIR authority, which issuance trusts |
/// | `tls-ca.pem`, `tls-ca.key` | the authority of the service's own name, which clients trust |
/// | `server.pem`, `server.key` | the service's certificate chain |
/// | `caller.pem`, `caller.key` | a storer's STIR certificate chain |
/// | `delegate-ca.pem`, `delegate-ca.key` | a STIR authority below the first, for the caller's numbers only (RFC 9060) |
/// | `delegate.pem`, `delegate.key` | a certificate chain from it, for the upper half of those numbers |
/// | `forger.pem`, `forger.key` | a good STIR certificate for other numbers: what it signs for the caller's is forged |
/// | `revoked.pem`, `revoked.key` | a certificate for the caller's numbers that was withdrawn |
/// | `public/stir-ca.crl`, `public/delegate-ca.crl` | the lists of what each authority withdrew |
/// | `public/caller.pem` and the like | the chains of the four, leaf first, trust anchor last, as "x5u" is served |
///
/// The folder `public` holds no key, so a web server may serve it.
public struct ThrowawayFolder: Sendable {
    /// The numbers of ``forgerNumbers`` where none are given: in the range for fiction, in another area.
    public static let forgerStart = "13035550100"

    /// DNS names and IP addresses that the service is reached by.
    public var serverNames: [String]
    /// What the caller's certificate authorises.
    public var callerList: TNAuthorizationList
    /// What the forger's certificate authorises.
    public var forgerNumbers: TelephoneNumberRange
    /// When everything in it is valid.
    public var validity: ThrowawayValidity
    /// The call placement services that the certificates of caller and delegate name, if any.
    public var services: [String] = []
    /// The extension that names them.
    public var serviceExtension = CallPlacementServiceExtension.example
    /// The URL of the folder `public`, from which certificates name their revocation list, if any.
    public var publicURL: String?

    /// Describes a folder.
    ///
    /// - Parameters:
    ///   - serverNames: At least one.
    ///   - callerProvider: A service provider's code for the caller, if it has one.
    ///   - callerNumbers: The caller's numbers, if it has some.
    ///   - forgerNumbers: The forger's numbers, 100 from ``forgerStart`` on where none are given.
    ///   - validity: When everything in it is valid.
    /// - Throws: ``STIRCertificateError/malformedTNAuthList`` if the caller has neither code nor numbers.
    public init(
        serverNames: [String] = ["localhost", "127.0.0.1", "::1"],
        callerProvider: ServiceProviderCode?,
        callerNumbers: TelephoneNumberRange?,
        forgerNumbers: TelephoneNumberRange? = nil,
        validity: ThrowawayValidity
    ) throws(STIRCertificateError) {
        self.serverNames = serverNames
        self.callerList = try TNAuthorizationList(
            [callerProvider.map(TNEntry.provider), callerNumbers.map(TNEntry.range)].compactMap(\.self))
        if let forgerNumbers {
            self.forgerNumbers = forgerNumbers
        } else {
            do {
                self.forgerNumbers = try TelephoneNumberRange(
                    start: TelephoneNumber(digits: Self.forgerStart), count: 100)
            } catch {
                throw .malformedTNAuthList
            }
        }
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
        let stir = try authority("stir-ca", in: files, made: &made) { () throws(ThrowawayError) in
            try ThrowawayAuthority.create(commonName: "Throwaway STIR authority", validity: validity)
        }
        let tls = try authority("tls-ca", in: files, made: &made) { () throws(ThrowawayError) in
            try ThrowawayAuthority.create(commonName: "Throwaway TLS authority", validity: validity)
        }
        _ = try certificate("server", in: files, made: &made) { () throws(ThrowawayError) in
            try tls.issueServer(names: serverNames, validity: validity)
        }
        let delegating = try authority("delegate-ca", in: files, made: &made) { () throws(ThrowawayError) in
            try stir.issueAuthority(
                commonName: "Throwaway delegating authority", authorising: .nonCritical(callerList),
                validity: validity, further: revocation("stir-ca"))
        }
        var chains: [(name: String, pem: String)] = []
        for holder in try holders(of: stir, and: delegating) {
            let pem = try certificate(holder.name, in: files, made: &made) { () throws(ThrowawayError) in
                try holder.issuer.issueCaller(
                    commonName: holder.commonName, authorising: .nonCritical(holder.list), validity: validity,
                    further: holder.extensions)
            }
            chains.append((holder.name, pem))
        }
        return try made + publish(chains, stir: stir, delegating: delegating, path: path)
    }

    /// A certificate of the folder that stands for a caller.
    private struct Holder {
        let name: String
        let commonName: String
        let issuer: ThrowawayAuthority
        let list: TNAuthorizationList
        let extensions: [Certificate.Extension]
    }

    private func holders(
        of stir: ThrowawayAuthority, and delegating: ThrowawayAuthority
    ) throws(ThrowawayError) -> [Holder] {
        let named =
            services.isEmpty ? [] : [try ThrowawayPointers.callPlacementServices(services, in: serviceExtension)]
        let others: TNAuthorizationList
        do {
            others = try TNAuthorizationList([.range(forgerNumbers)])
        } catch {
            throw .unavailable
        }
        let list = try revocation("stir-ca")
        return [
            Holder(
                name: "caller", commonName: "Throwaway caller", issuer: stir, list: callerList,
                extensions: named + list),
            Holder(
                name: "delegate", commonName: "Throwaway delegate", issuer: delegating,
                list: callerList.throwawayDelegation, extensions: named + (try revocation("delegate-ca"))),
            Holder(
                name: "forger", commonName: "Throwaway forger", issuer: stir, list: others, extensions: list),
            Holder(
                name: "revoked", commonName: "Throwaway revoked caller", issuer: stir, list: callerList,
                extensions: list),
        ]
    }

    private func publish(
        _ chains: [(name: String, pem: String)], stir: ThrowawayAuthority, delegating: ThrowawayAuthority, path: String
    ) throws(ThrowawayError) -> [String] {
        let files = KeyPairFiles(folder: path + "/public")
        try files.makeFolder(mode: 0o755)
        var contents: [(name: String, bytes: [UInt8])] = []
        let anchor = try stir.certificatePEM()
        for chain in chains { contents.append((chain.name + ".pem", Array((chain.pem + anchor).utf8))) }
        let withdrawn = chains.filter { $0.name == "revoked" }.compactMap { chain in
            (try? CertificateChain(pem: chain.pem)).map { ThrowawayRevocationList.Entry($0.leaf.serialNumber) }
        }
        contents.append(
            ("stir-ca.crl", try stir.sign(ThrowawayRevocationList(revoking: withdrawn, validity: validity))))
        contents.append(("delegate-ca.crl", try delegating.sign(ThrowawayRevocationList(validity: validity))))
        var made: [String] = []
        for file in contents where try files.writePublic(file.name, file.bytes) { made.append("public/" + file.name) }
        return made
    }

    private func revocation(_ authority: String) throws(ThrowawayError) -> [Certificate.Extension] {
        guard let publicURL else { return [] }
        let folder = publicURL.hasSuffix("/") ? publicURL : publicURL + "/"
        return [try ThrowawayPointers.revocationLists([folder + authority + ".crl"])]
    }

    private func authority(
        _ name: String, in files: KeyPairFiles, made: inout [String],
        make: () throws(ThrowawayError) -> ThrowawayAuthority
    ) throws(ThrowawayError) -> ThrowawayAuthority {
        if let pair = try files.read(name) {
            return try ThrowawayAuthority(certificatePEM: pair.certificatePEM, keyPEM: pair.keyPEM)
        }
        let authority = try make()
        made += try files.write(name, certificatePEM: try authority.chainPEM(), keyPEM: authority.keyPEM)
        return authority
    }

    private func certificate(
        _ name: String, in files: KeyPairFiles, made: inout [String],
        make: () throws(ThrowawayError) -> ThrowawayCertificate
    ) throws(ThrowawayError) -> String {
        if let pair = try files.read(name) { return pair.certificatePEM }
        let issued = try make()
        made += try files.write(name, certificatePEM: issued.chainPEM, keyPEM: issued.keyPEM)
        return issued.chainPEM
    }
}
