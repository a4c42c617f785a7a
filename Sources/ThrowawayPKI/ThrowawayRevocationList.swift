import Glibc
import SwiftASN1
public import X509

/// A certificate revocation list of a throwaway authority (RFC 5280 section 5), good or bad in ways that a verifier has
/// to notice. Never for production.
public struct ThrowawayRevocationList: Sendable {
    /// A certificate that is withdrawn.
    public struct Entry: Sendable {
        /// Its serial number.
        public var serialNumber: Certificate.SerialNumber
        /// Extensions of the entry, as they are.
        public var extensions: [Certificate.Extension]

        /// Names a certificate.
        public init(_ serialNumber: Certificate.SerialNumber, extensions: [Certificate.Extension] = []) {
            self.serialNumber = serialNumber
            self.extensions = extensions
        }
    }

    /// What is withdrawn.
    public var entries: [Entry]
    /// From when to when the list is in force.
    public var validity: ThrowawayValidity
    /// Whether it says when its successor is due, as it must.
    public var hasNextUpdate = true
    /// Extensions of the list, as they are.
    public var extensions: [Certificate.Extension]

    /// Describes a list.
    public init(
        revoking entries: [Entry] = [], validity: ThrowawayValidity, extensions: [Certificate.Extension] = []
    ) {
        self.entries = entries
        self.validity = validity
        self.extensions = extensions
    }

    /// The object identifier and parameters of ECDSA with SHA-256.
    private static func algorithm(_ serializer: inout DER.Serializer) throws {
        try serializer.appendConstructedNode(identifier: .sequence) { serializer in
            try serializer.serialize([1, 2, 840, 10045, 4, 3, 2] as ASN1ObjectIdentifier)
        }
    }

    /// What an authority signs.
    func signedPart(issuer: DistinguishedName) throws -> [UInt8] {
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { serializer in
            try serializer.serialize(1)
            try Self.algorithm(&serializer)
            try serializer.serialize(issuer)
            try serializer.serialize(GeneralizedTime(secondsSince1970: validity.notBefore))
            if hasNextUpdate { try serializer.serialize(GeneralizedTime(secondsSince1970: validity.notAfter)) }
            // An empty list leaves the sequence out (RFC 5280 section 5.1.2.6).
            if !entries.isEmpty {
                try serializer.appendConstructedNode(identifier: .sequence) { serializer in
                    for entry in entries {
                        try serializer.appendConstructedNode(identifier: .sequence) { serializer in
                            try serializer.serialize(entry.serialNumber.bytes)
                            try serializer.serialize(GeneralizedTime(secondsSince1970: validity.notBefore))
                            if !entry.extensions.isEmpty { try Self.write(entry.extensions, into: &serializer) }
                        }
                    }
                }
            }
            if !extensions.isEmpty {
                try serializer.serialize(explicitlyTaggedWithTagNumber: 0, tagClass: .contextSpecific) { serializer in
                    try Self.write(extensions, into: &serializer)
                }
            }
        }
        return serializer.serializedBytes
    }

    /// The whole list.
    static func der(signedPart: [UInt8], signature: [UInt8]) throws -> [UInt8] {
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { serializer in
            serializer.serializeRawBytes(signedPart)
            try algorithm(&serializer)
            try serializer.serialize(ASN1BitString(bytes: signature[...]))
        }
        return serializer.serializedBytes
    }

    private static func write(_ extensions: [Certificate.Extension], into serializer: inout DER.Serializer) throws {
        try serializer.appendConstructedNode(identifier: .sequence) { serializer in
            for one in extensions {
                try serializer.appendConstructedNode(identifier: .sequence) { serializer in
                    try serializer.serialize(one.oid)
                    if one.critical { try serializer.serialize(true) }
                    try serializer.serialize(ASN1OctetString(contentBytes: one.value))
                }
            }
        }
    }
}

extension GeneralizedTime {
    init(secondsSince1970 seconds: Int64) throws {
        var time = time_t(seconds)
        var parts = unsafe tm()
        guard unsafe gmtime_r(&time, &parts) != nil else { throw ThrowawayError.unavailable }
        unsafe try self.init(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
            hours: Int(parts.tm_hour), minutes: Int(parts.tm_min), seconds: Int(parts.tm_sec), fractionalSeconds: 0)
    }
}
