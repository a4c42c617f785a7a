import Crypto
import STIR
import SwiftASN1
import ThrowawayPKI
import X509

@testable import Credentials

/// An authority with a certificate that it withdrew and one that it did not.
struct RevocationFixture {
    /// 2026-01-01 00:00:00 UTC.
    static let now: Int64 = 1_767_225_600
    static let validity = ThrowawayValidity(notBefore: now - 100, notAfter: now + 100)

    let authority: ThrowawayAuthority
    let good: Certificate
    let bad: Certificate

    init() throws {
        authority = try ThrowawayAuthority.create(commonName: "STIR", validity: .days(30, from: Self.now))
        good = try Self.issue(authority)
        bad = try Self.issue(authority)
    }

    static func issue(
        _ authority: ThrowawayAuthority, further: [Certificate.Extension] = []
    ) throws -> Certificate {
        try CertificateChain(
            pem: authority.issueCaller(
                authorising: .nonCritical(WebFixture.numbers()), validity: .days(10, from: now), further: further
            ).chainPEM
        ).leaf
    }

    /// The list that withdraws ``bad``.
    func list(
        entry extensions: [Certificate.Extension] = [], list further: [Certificate.Extension] = []
    ) -> ThrowawayRevocationList {
        ThrowawayRevocationList(
            revoking: [.init(bad.serialNumber, extensions: extensions)], validity: Self.validity, extensions: further)
    }

    /// What a list says about a certificate: revoked, good, or the reason why it says nothing.
    func status(
        _ certificate: Certificate, by der: [UInt8], issuer: Certificate? = nil, indirect: TrustAnchors? = nil,
        point: String? = nil, at now: Int64 = Self.now
    ) -> RevocationStatus {
        guard let list = RevocationList(bytes: der, maximumEntries: 100) else { return .unknown(.unusableList) }
        do throws(RevocationUnavailable) {
            let subject = RevocationSubject(
                certificate: certificate, issuer: issuer ?? authority.certificate, indirectSigners: indirect,
                point: point)
            return try list.revokes(subject, at: now) ? .revoked : .good
        } catch {
            return .unknown(error)
        }
    }

    /// The issuing distribution point of RFC 5280 section 5.2.5.
    static func scope(
        uris: [String] = [], flags: [UInt] = [], critical: Bool = true
    ) throws -> Certificate.Extension {
        let tag = { (number: UInt) in ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific) }
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { serializer in
            if !uris.isEmpty {
                try serializer.appendConstructedNode(identifier: tag(0)) { serializer in
                    try serializer.appendConstructedNode(identifier: tag(0)) { serializer in
                        for uri in uris { try serializer.serialize(GeneralName.uniformResourceIdentifier(uri)) }
                    }
                }
            }
            for flag in flags { serializer.appendPrimitiveNode(identifier: tag(flag)) { $0.append(0xff) } }
        }
        return Certificate.Extension(
            oid: [2, 5, 29, 28], critical: critical, value: serializer.serializedBytes[...])
    }

    /// The certificate issuer of RFC 5280 section 5.3.3.
    static func issuer(_ name: DistinguishedName) throws -> Certificate.Extension {
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { serializer in
            try serializer.serialize(GeneralName.directoryName(name))
        }
        return Certificate.Extension(oid: [2, 5, 29, 29], critical: true, value: serializer.serializedBytes[...])
    }
}
