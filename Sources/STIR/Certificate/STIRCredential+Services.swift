import SwiftASN1
import X509

extension STIRCredential {
    /// The call placement services that the certificate names, in its order; none where it has no such extension
    /// (RFC 8816 section 10).
    ///
    /// Each is an `https` URI with a host and without user information. That a certificate names a service says
    /// nothing about the service: what is stored there is sealed all the same.
    ///
    /// - Throws: ``STIRCertificateError/malformedCallPlacementServices`` if the extension is there and holds anything
    ///   else.
    public func callPlacementServices(
        in extension: CallPlacementServiceExtension
    ) throws(STIRCertificateError) -> [String] {
        guard let found = extensions[oid: `extension`.identifier] else { return [] }
        guard let uris = try? Self.texts(in: DER.parse(found.value)),
            (1...CallPlacementServiceExtension.maximumServices).contains(uris.count),
            uris.allSatisfy(Self.isService)
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
