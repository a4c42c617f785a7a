import SwiftASN1

extension TNEntry {
    /// The explicit tags of the choice. The module of RFC 8226 appendix A has `EXPLICIT TAGS`.
    private enum Tag {
        static let provider = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
        static let range = ASN1Identifier(tagWithNumber: 1, tagClass: .contextSpecific)
        static let one = ASN1Identifier(tagWithNumber: 2, tagClass: .contextSpecific)
    }

    init(derEncoded node: ASN1Node) throws {
        let tag = node.identifier
        self = try DER.explicitlyTagged(node, tagNumber: tag.tagNumber, tagClass: tag.tagClass) { node in
            switch tag {
            case Tag.provider: .provider(try ServiceProviderCode(String(ASN1IA5String(derEncoded: node))))
            case Tag.range: .range(try Self.range(derEncoded: node))
            case Tag.one: .one(try Self.number(derEncoded: node))
            default: throw STIRCertificateError.malformedTNAuthList
            }
        }
    }

    func serialize(into serializer: inout DER.Serializer) throws {
        switch self {
        case .provider(let code):
            try serializer.serialize(ASN1IA5String(code.text), explicitlyTaggedWithIdentifier: Tag.provider)
        case .range(let range):
            try serializer.appendConstructedNode(identifier: Tag.range) { serializer in
                try serializer.appendConstructedNode(identifier: .sequence) { serializer in
                    try serializer.serialize(ASN1IA5String(range.start.digits))
                    try serializer.serialize(range.count)
                }
            }
        case .one(let number):
            try serializer.serialize(ASN1IA5String(number.digits), explicitlyTaggedWithIdentifier: Tag.one)
        }
    }

    private static func number(derEncoded node: ASN1Node) throws -> TelephoneNumber {
        try TelephoneNumber(digits: String(ASN1IA5String(derEncoded: node)))
    }

    private static func range(derEncoded node: ASN1Node) throws -> TelephoneNumberRange {
        try DER.sequence(node, identifier: .sequence) { nodes in
            guard let start = nodes.next(), let count = nodes.next() else {
                throw STIRCertificateError.malformedTNAuthList
            }
            return try TelephoneNumberRange(start: number(derEncoded: start), count: UInt64(derEncoded: count))
        }
    }
}
