import STIR
import SwiftASN1
import X509

/// Writes the extension of RFC 9118 section 4, which STIR only ever reads.
enum ClaimConstraints {
    static func encoded(
        mustInclude: [String]? = nil, permitted: [String: [String]]? = nil, mustExclude: [String]? = nil
    ) throws -> Certificate.Extension {
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { serializer in
            try names(mustInclude, tag: 0, into: &serializer)
            if let permitted {
                try serializer.serialize(explicitlyTaggedWithTagNumber: 1, tagClass: .contextSpecific) { serializer in
                    try serializer.appendConstructedNode(identifier: .sequence) { serializer in
                        for (name, values) in permitted {
                            try serializer.appendConstructedNode(identifier: .sequence) { serializer in
                                try serializer.serialize(ASN1IA5String(name))
                                try serializer.serializeSequenceOf(values.map { ASN1UTF8String($0) })
                            }
                        }
                    }
                }
            }
            try names(mustExclude, tag: 2, into: &serializer)
        }
        return Certificate.Extension(
            oid: .STIRExtension.enhancedJWTClaimConstraints, critical: false, value: serializer.serializedBytes[...])
    }

    private static func names(_ names: [String]?, tag: UInt, into serializer: inout DER.Serializer) throws {
        guard let names else { return }
        try serializer.serialize(explicitlyTaggedWithTagNumber: tag, tagClass: .contextSpecific) { serializer in
            try serializer.serializeSequenceOf(names.map { try ASN1IA5String($0) })
        }
    }
}
