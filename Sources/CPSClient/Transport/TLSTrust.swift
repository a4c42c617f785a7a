package import NIOSSL

/// Which authorities may vouch for the service's own certificate.
public struct TLSTrust: Sendable {
    /// The most bytes of a file: several times what a system's bundle has.
    private static let byteLimit = 4_194_304

    /// The same for the TLS library.
    package let roots: NIOSSLTrustRoots

    /// The authorities that the system trusts.
    public static let system = Self(roots: .default)

    /// The authorities in a PEM file and no other, for both listeners.
    ///
    /// - Throws: ``CPSClientError/unusableTrust``, or that the file cannot be read.
    public static func authorities(inFile path: String) throws(CPSClientError) -> Self {
        let pem = try OrdinaryFile(path: path).read(upTo: byteLimit)
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(pem), !certificates.isEmpty else {
            throw .unusableTrust.about(path)
        }
        return Self(roots: .certificates(certificates))
    }
}
