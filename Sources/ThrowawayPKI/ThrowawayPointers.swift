public import STIR
import SwiftASN1
public import X509

/// Extensions of throwaway certificates that point to servers. Never for production.
public enum ThrowawayPointers {
    /// Where the issuer's revocation list is (RFC 5280 section 4.2.1.13).
    ///
    /// - Throws: ``ThrowawayError/malformedName`` if a URI is not ASCII.
    public static func revocationLists(_ uris: [String]) throws(ThrowawayError) -> Certificate.Extension {
        let point = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
        let value = try made { serializer in
            try serializer.appendConstructedNode(identifier: .sequence) { serializer in
                for uri in uris {
                    try serializer.appendConstructedNode(identifier: .sequence) { serializer in
                        try serializer.appendConstructedNode(identifier: point) { serializer in
                            try serializer.appendConstructedNode(identifier: point) { serializer in
                                try serializer.serialize(GeneralName.uniformResourceIdentifier(uri))
                            }
                        }
                    }
                }
            }
        }
        return Certificate.Extension(oid: [2, 5, 29, 31], critical: false, value: value[...])
    }

    /// The call placement services of the holder (RFC 8816 section 10): one URI alone, or several as a sequence.
    ///
    /// - Throws: ``ThrowawayError/malformedName`` if a URI is not ASCII.
    public static func callPlacementServices(
        _ uris: [String], in extension: CallPlacementServiceExtension = .example
    ) throws(ThrowawayError) -> Certificate.Extension {
        let value = try made { serializer in
            if uris.count == 1, let uri = uris.first { return try serializer.serialize(ASN1IA5String(uri)) }
            try serializer.serializeSequenceOf(uris.map { try ASN1IA5String($0) })
        }
        return Certificate.Extension(oid: `extension`.identifier, critical: false, value: value[...])
    }

    private static func made(_ write: (inout DER.Serializer) throws -> Void) throws(ThrowawayError) -> [UInt8] {
        var serializer = DER.Serializer()
        do {
            try write(&serializer)
        } catch {
            throw .malformedName
        }
        return serializer.serializedBytes
    }
}
