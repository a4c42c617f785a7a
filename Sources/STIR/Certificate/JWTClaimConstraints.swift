import SwiftASN1

/// Which claims the holder of a certificate must, may and must not make (RFC 8226 section 8, RFC 9118 section 4).
///
/// The enhanced form of RFC 9118 only appends a field, so one decoder reads both.
package struct JWTClaimConstraints: Hashable, Sendable {
    /// Most bytes of the extension, so that checking a PASSporT against it stays cheap.
    static let maximumBytes = 16_384

    /// Claims that must be there besides "iat", "orig" and "dest".
    let mustInclude: Set<String>
    /// For a claim that is there, the values that it may have.
    let permittedValues: [String: Set<String>]
    /// Claims that must not be there.
    let mustExclude: Set<String>

    /// Reads the value of either extension.
    package init(der: ArraySlice<UInt8>) throws(STIRCertificateError) {
        guard der.count <= Self.maximumBytes else { throw .malformedClaimConstraints }
        do {
            self = try DER.sequence(DER.parse(der), identifier: .sequence) { nodes in try Self(fields: &nodes) }
        } catch {
            throw .malformedClaimConstraints
        }
    }

    private init(fields: inout ASN1NodeCollection.Iterator) throws {
        let include = try DER.optionalExplicitlyTagged(
            &fields, tagNumber: 0, tagClass: .contextSpecific, Self.names)
        let permitted = try DER.optionalExplicitlyTagged(
            &fields, tagNumber: 1, tagClass: .contextSpecific, Self.values)
        let exclude = try DER.optionalExplicitlyTagged(
            &fields, tagNumber: 2, tagClass: .contextSpecific, Self.names)
        guard include != nil || permitted != nil || exclude != nil else {
            throw STIRCertificateError.malformedClaimConstraints
        }
        self.mustInclude = include ?? []
        self.permittedValues = permitted ?? [:]
        self.mustExclude = exclude ?? []
    }

    /// Whether a PASSporT keeps to the constraints.
    ///
    /// Permitted values are text, so a claim that is not a string never has one of them.
    func permit(_ passport: Passport) -> Bool {
        let claims = passport.claimsJSON.members ?? [:]
        return mustInclude.isSubset(of: claims.keys)
            && mustExclude.isDisjoint(with: claims.keys)
            && permittedValues.allSatisfy { name, values in
                claims[name].map { claim in claim.text.map(values.contains) ?? false } ?? true
            }
    }

    private static func names(_ node: ASN1Node) throws -> Set<String> {
        let names = try DER.sequence(of: ASN1IA5String.self, identifier: .sequence, rootNode: node)
        guard !names.isEmpty else { throw STIRCertificateError.malformedClaimConstraints }
        return Set(names.map { String($0) })
    }

    private static func values(_ node: ASN1Node) throws -> [String: Set<String>] {
        try DER.sequence(node, identifier: .sequence) { nodes in
            var values: [String: Set<String>] = [:]
            while let node = nodes.next() {
                let (name, permitted) = try DER.sequence(node, identifier: .sequence) { nodes in
                    (
                        String(try ASN1IA5String(derEncoded: &nodes)),
                        try DER.sequence(of: ASN1UTF8String.self, identifier: .sequence, nodes: &nodes)
                    )
                }
                guard !permitted.isEmpty, values[name] == nil else {
                    throw STIRCertificateError.malformedClaimConstraints
                }
                values[name] = Set(permitted.map { String($0) })
            }
            guard !values.isEmpty else { throw STIRCertificateError.malformedClaimConstraints }
            return values
        }
    }
}
