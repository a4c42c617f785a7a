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
        return try CallPlacementServiceExtension.services(der: found.value)
    }
}
