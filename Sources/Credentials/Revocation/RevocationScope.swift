import SwiftASN1
import X509

/// Which certificates a revocation list is about: its issuing distribution point (RFC 5280 section 5.2.5).
struct RevocationScope: Sendable {
    private enum Tag {
        static let point = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
        static let users = ASN1Identifier(tagWithNumber: 1, tagClass: .contextSpecific)
        static let authorities = ASN1Identifier(tagWithNumber: 2, tagClass: .contextSpecific)
        static let reasons = ASN1Identifier(tagWithNumber: 3, tagClass: .contextSpecific)
        static let indirect = ASN1Identifier(tagWithNumber: 4, tagClass: .contextSpecific)
        static let attributes = ASN1Identifier(tagWithNumber: 5, tagClass: .contextSpecific)
    }

    /// The URIs that the list is published at, or `nil` where it does not say.
    private(set) var uris: [String]?
    private(set) var isForUsersOnly = false
    private(set) var isForAuthoritiesOnly = false
    private(set) var isForAttributesOnly = false
    private(set) var hasSomeReasonsOnly = false
    /// Whether entries may name other issuers than the list's.
    private(set) var isIndirect = false

    /// All certificates of the list's issuer.
    init() {}

    init(derEncoded node: ASN1Node) throws {
        var scope = Self()
        try DER.sequence(node, identifier: .sequence) { nodes in
            while let node = nodes.next() {
                switch node.identifier {
                case Tag.point: scope.uris = try DistributionPointName.uris(in: node)
                case Tag.users: scope.isForUsersOnly = try Self.flag(node)
                case Tag.authorities: scope.isForAuthoritiesOnly = try Self.flag(node)
                case Tag.reasons: scope.hasSomeReasonsOnly = true
                case Tag.indirect: scope.isIndirect = try Self.flag(node)
                case Tag.attributes: scope.isForAttributesOnly = try Self.flag(node)
                default: throw ASN1Error.unexpectedFieldType(node.identifier)
                }
            }
        }
        self = scope
    }

    /// Whether a list with this scope says all there is to say about a certificate (RFC 5280 section 6.3.3 (b)).
    func covers(_ subject: RevocationSubject) -> Bool {
        if isForAttributesOnly || hasSomeReasonsOnly { return false }
        if subject.isAuthority ? isForUsersOnly : isForAuthoritiesOnly { return false }
        guard let point = subject.point, let uris else { return true }
        return uris.contains(point)
    }

    private static func flag(_ node: ASN1Node) throws -> Bool {
        try Bool(derEncoded: node, withIdentifier: node.identifier)
    }
}
