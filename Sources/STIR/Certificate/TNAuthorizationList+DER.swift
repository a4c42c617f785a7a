import SwiftASN1

extension TNAuthorizationList {
    /// Reads the value of the extension (RFC 8226 section 9), at most ``maximumBytes``.
    ///
    /// The range's extension marker permits later fields; a range with any is refused, since what they would take
    /// away from it is not known.
    ///
    /// - Throws: ``STIRCertificateError/malformedTNAuthList``.
    public init(der: some Collection<UInt8>) throws(STIRCertificateError) {
        guard der.count <= Self.maximumBytes else { throw .malformedTNAuthList }
        let entries: [TNEntry]
        do {
            entries = try DER.sequence(DER.parse(Array(der)), identifier: .sequence) { nodes in
                var entries: [TNEntry] = []
                while let node = nodes.next() { entries.append(try TNEntry(derEncoded: node)) }
                return entries
            }
        } catch {
            throw .malformedTNAuthList
        }
        try self.init(entries)
    }

    /// The value of the extension.
    ///
    /// - Throws: ``STIRCertificateError/malformedTNAuthList`` if it is longer than ``maximumBytes`` and so could not be
    ///   read again.
    public func derBytes() throws(STIRCertificateError) -> [UInt8] {
        var serializer = DER.Serializer()
        do {
            try serializer.appendConstructedNode(identifier: .sequence) { serializer in
                for entry in entries { try entry.serialize(into: &serializer) }
            }
        } catch {
            throw .malformedTNAuthList
        }
        guard serializer.serializedBytes.count <= Self.maximumBytes else { throw .malformedTNAuthList }
        return serializer.serializedBytes
    }
}
