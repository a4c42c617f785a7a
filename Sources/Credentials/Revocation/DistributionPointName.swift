import SwiftASN1
import X509

/// Where a revocation list is published (RFC 5280 section 4.2.1.13).
enum DistributionPointName {
    private static let name = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)

    /// The URIs in a field `distributionPoint [0]`. A name relative to an issuer has none.
    static func uris(in node: ASN1Node) throws -> [String] {
        try DER.explicitlyTagged(node, tagNumber: 0, tagClass: .contextSpecific) { choice in
            guard choice.identifier == name else { return [] }
            return try DER.sequence(of: GeneralName.self, identifier: name, rootNode: choice).compactMap { name in
                if case .uniformResourceIdentifier(let uri) = name { uri } else { nil }
            }
        }
    }

    /// The URIs in the extension of a certificate.
    static func uris(inExtension der: ArraySlice<UInt8>) throws -> [String] {
        try DER.sequence(DER.parse(der), identifier: .sequence) { points in
            var all: [String] = []
            while let point = points.next() {
                all += try DER.sequence(point, identifier: .sequence) { fields in
                    var uris: [String] = []
                    while let field = fields.next() {
                        // [1] are reasons and [2] is the issuer of an indirect list, who has to be configured.
                        if field.identifier == name { uris += try Self.uris(in: field) }
                    }
                    return uris
                }
            }
            return all
        }
    }
}

extension Certificate {
    /// The URIs that the certificate names for its revocation list; none where it names none or in an unreadable way,
    /// so that its status is unknown.
    var distributionPoints: [String] {
        guard let found = extensions[oid: [2, 5, 29, 31]] else { return [] }
        return (try? DistributionPointName.uris(inExtension: found.value)) ?? []
    }
}
