internal import NIOSSL

/// Which authorities may vouch for the service's own certificate.
public struct TLSTrust: Sendable {
    let roots: NIOSSLTrustRoots

    /// The authorities that the system trusts.
    public static let system = Self(roots: .default)

    /// The authorities in a PEM file and no other, for both listeners.
    ///
    /// - Throws: ``CPSClientError/unusableTrust``.
    public static func authorities(inFile path: String) throws(CPSClientError) -> Self {
        do {
            let certificates = try NIOSSLCertificate.fromPEMFile(path)
            guard !certificates.isEmpty else { throw CPSClientError.unusableTrust }
            return Self(roots: .certificates(certificates))
        } catch {
            throw .unusableTrust
        }
    }
}
