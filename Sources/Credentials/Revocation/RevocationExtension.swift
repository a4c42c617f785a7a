import SwiftASN1

/// An extension of a revocation list or of an entry in it (RFC 5280 sections 5.2 and 5.3).
struct RevocationExtension {
    static let reason: ASN1ObjectIdentifier = [2, 5, 29, 21]
    static let issuingDistributionPoint: ASN1ObjectIdentifier = [2, 5, 29, 28]
    static let certificateIssuer: ASN1ObjectIdentifier = [2, 5, 29, 29]

    let identifier: ASN1ObjectIdentifier
    let isCritical: Bool
    let value: ArraySlice<UInt8>

    /// All extensions of a sequence. One that stands there twice makes it malformed.
    static func all(_ node: ASN1Node) throws -> [Self] {
        try DER.sequence(node, identifier: .sequence) { nodes in
            var all: [Self] = []
            while let node = nodes.next() {
                let one = try DER.sequence(node, identifier: .sequence) { fields in
                    Self(
                        identifier: try ASN1ObjectIdentifier(derEncoded: &fields),
                        isCritical: try DER.decodeDefault(&fields, defaultValue: false),
                        value: try ASN1OctetString(derEncoded: &fields).bytes)
                }
                guard all.count < 32, !all.contains(where: { $0.identifier == one.identifier }) else {
                    throw RevocationListMalformed()
                }
                all.append(one)
            }
            return all
        }
    }
}
