import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// What a throwaway certificate says about its subject. Never for production.
struct ThrowawaySubject {
    let commonName: String
    let key: Certificate.PublicKey
    let validity: ThrowawayValidity
    let extensions: [Certificate.Extension]

    /// Signs the certificate.
    ///
    /// The authority and subject key identifiers are always there, since RFC 9060 section 4 finds parents by them.
    func certificate(
        issuer: DistinguishedName, issuerKey: Certificate.PrivateKey
    ) throws(ThrowawayError) -> Certificate {
        do {
            let identifiers = [
                try Certificate.Extension(SubjectKeyIdentifier(hash: key), critical: false),
                try Certificate.Extension(
                    AuthorityKeyIdentifier(
                        keyIdentifier: SubjectKeyIdentifier(hash: issuerKey.publicKey).keyIdentifier),
                    critical: false),
            ]
            return try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key,
                notValidBefore: Date(timeIntervalSince1970: TimeInterval(validity.notBefore)),
                notValidAfter: Date(timeIntervalSince1970: TimeInterval(validity.notAfter)),
                issuer: issuer, subject: try Self.name(commonName),
                extensions: Certificate.Extensions(extensions + identifiers), issuerPrivateKey: issuerKey)
        } catch {
            throw .unavailable
        }
    }

    /// The distinguished name that has only a common name.
    static func name(_ commonName: String) throws(ThrowawayError) -> DistinguishedName {
        do {
            return try DistinguishedName { CommonName(commonName) }
        } catch {
            throw .malformedName
        }
    }
}
