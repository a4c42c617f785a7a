import SwiftASN1

extension CallPlacementServiceExtension {
    /// Reads the value of the extension.
    ///
    /// - Throws: ``STIRCertificateError/malformedCallPlacementServices``.
    package static func services(der: ArraySlice<UInt8>) throws(STIRCertificateError) -> [String] {
        guard let uris = try? texts(in: DER.parse(der)), (1...maximumServices).contains(uris.count),
            uris.allSatisfy(isService)
        else { throw .malformedCallPlacementServices }
        return uris
    }

    private static func texts(in node: ASN1Node) throws -> [String] {
        guard node.identifier == .sequence else { return [try text(node)] }
        return try DER.sequence(node, identifier: .sequence) { nodes in
            var texts: [String] = []
            while let node = nodes.next() { texts.append(try text(node)) }
            return texts
        }
    }

    private static func text(_ node: ASN1Node) throws -> String {
        node.identifier == .utf8String
            ? String(try ASN1UTF8String(derEncoded: node)) : String(try ASN1IA5String(derEncoded: node))
    }

    private static func isService(_ uri: String) -> Bool {
        let scheme = "https://"
        guard PassportURI.isUsable(uri), uri.prefix(scheme.count).lowercased() == scheme else { return false }
        let authority = uri.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        return !authority.isEmpty && !authority.hasPrefix(":") && !authority.contains("@")
            && !authority.contains("\\")
    }
}
