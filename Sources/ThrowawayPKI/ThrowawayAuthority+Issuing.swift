import Crypto
public import X509

extension ThrowawayAuthority {
    /// Issues a STIR end-entity certificate for a new P-256 key; it serves as a TLS client certificate too.
    ///
    /// - Parameters:
    ///   - commonName: Its name.
    ///   - list: What it authorises, and how it says so.
    ///   - validity: When it is valid.
    ///   - usage: Its key usage; a correct one has digitalSignature, or no key usage at all.
    ///   - further: Extensions to add as they are.
    public func issueCaller(
        commonName: String = "Throwaway caller",
        authorising list: ThrowawayTNAuthList,
        validity: ThrowawayValidity,
        usage: KeyUsage? = KeyUsage(digitalSignature: true),
        further: [Certificate.Extension] = []
    ) throws(ThrowawayError) -> ThrowawayCertificate {
        try issue(
            commonName: commonName, validity: validity,
            extensions: try ThrowawayExtensions.caller(list, usage: usage) + further)
    }

    /// Issues a TLS server certificate for a new P-256 key.
    ///
    /// - Parameters:
    ///   - names: DNS names and IP addresses that clients reach it by, at least one, such as `localhost` and `::1`.
    ///   - validity: When it is valid.
    /// - Throws: ``ThrowawayError/malformedName`` or ``ThrowawayError/unavailable``.
    public func issueServer(
        names: [String], validity: ThrowawayValidity
    ) throws(ThrowawayError) -> ThrowawayCertificate {
        guard let first = names.first else { throw .malformedName }
        var alternatives: [GeneralName] = []
        for name in names { alternatives.append(try ServerName.subjectAlternativeName(name)) }
        return try issue(
            commonName: first, validity: validity, extensions: try ThrowawayExtensions.server(names: alternatives))
    }

    /// Makes a STIR end-entity certificate that signs itself, which every verifier must refuse.
    public static func selfSignedCaller(
        commonName: String = "Throwaway self-signed caller",
        authorising list: ThrowawayTNAuthList,
        validity: ThrowawayValidity
    ) throws(ThrowawayError) -> ThrowawayCertificate {
        let key = P256.Signing.PrivateKey()
        let subject = ThrowawaySubject(
            commonName: commonName, key: Certificate.PublicKey(key.publicKey), validity: validity,
            extensions: try ThrowawayExtensions.caller(list, usage: KeyUsage(digitalSignature: true)))
        let certificate = try subject.certificate(
            issuer: try ThrowawaySubject.name(commonName), issuerKey: Certificate.PrivateKey(key))
        let pem = try pem([certificate])
        return ThrowawayCertificate(certificatePEM: pem, chainPEM: pem, keyPEM: key.pemRepresentation + "\n")
    }

    private func issue(
        commonName: String, validity: ThrowawayValidity, extensions: [Certificate.Extension]
    ) throws(ThrowawayError) -> ThrowawayCertificate {
        let key = P256.Signing.PrivateKey()
        let certificate = try sign(
            ThrowawaySubject(
                commonName: commonName, key: Certificate.PublicKey(key.publicKey), validity: validity,
                extensions: extensions))
        return ThrowawayCertificate(
            certificatePEM: try Self.pem([certificate]), chainPEM: try Self.pem([certificate] + path),
            keyPEM: key.pemRepresentation + "\n")
    }
}
