import STIR
import X509

/// A certificate revocation list of version 2 (RFC 5280 section 5), read but not believed.
struct RevocationList: Sendable {
    /// A certificate, as a list names it.
    struct Listed: Hashable, Sendable {
        let issuer: DistinguishedName
        let serialNumber: [UInt8]
    }

    let issuer: DistinguishedName
    /// Seconds since 1970 UTC.
    let thisUpdate: Int64
    /// Seconds since 1970 UTC.
    let nextUpdate: Int64
    let revoked: Set<Listed>
    let scope: RevocationScope
    /// What is signed.
    let signedBytes: [UInt8]
    let algorithm: Certificate.SignatureAlgorithm
    let signature: [UInt8]

    /// Whether the list has the certificate.
    ///
    /// - Throws: why the list says nothing about it: only a list that is signed by the right one, in force and about
    ///   such certificates can say that one is good; and the same is asked of one that says that it is not.
    func revokes(_ subject: RevocationSubject, at now: Int64) throws(RevocationUnavailable) -> Bool {
        let signers: [Certificate]
        if scope.isIndirect {
            signers = (subject.indirectSigners?.certificates ?? []) + [subject.issuer]
        } else {
            guard issuer == subject.certificate.issuer else { throw .otherIssuer }
            signers = [subject.issuer]
        }
        let named = signers.filter { $0.subject == issuer }
        guard !named.isEmpty else { throw .otherIssuer }
        guard scope.covers(subject) else { throw .otherIssuer }
        guard named.contains(where: isSigned) else { throw .wrongSigner }
        guard thisUpdate <= now else { throw .notYetValid }
        guard now <= nextUpdate else { throw .expired }
        let listed = Listed(
            issuer: subject.certificate.issuer,
            serialNumber: Self.normalised(subject.certificate.serialNumber.bytes))
        return revoked.contains(listed)
    }

    /// Whether the list is signed by the key of an authority that may sign lists (RFC 5280 section 6.3.3 (f) and (g)).
    private func isSigned(by signer: Certificate) -> Bool {
        // A certificate without a key usage may be used for everything; one that cannot be read, for nothing.
        do {
            if let usage = try signer.extensions.keyUsage, !usage.cRLSign { return false }
        } catch {
            return false
        }
        return signer.publicKey.isValidSignature(signature, for: signedBytes, signatureAlgorithm: algorithm)
    }

    /// A serial number without the zeros that DER and libraries put in front of it.
    static func normalised(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Array(bytes.drop { $0 == 0 })
    }
}
