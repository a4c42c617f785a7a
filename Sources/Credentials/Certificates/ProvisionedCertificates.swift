public import STIR

/// Certificates in local files, each of which stands for an "x5u": for networks that are closed to the world, and for
/// signers whom nobody should see being looked up.
///
/// The files are read when they are asked for, so renewed certificates are used at once.
public struct ProvisionedCertificates: CertificateSource {
    private let files: [String: String]
    private let otherwise: (any CertificateSource)?

    /// Takes files for addresses.
    ///
    /// - Parameters:
    ///   - files: Paths of chains in PEM, leaf first, by the exact value of "x5u".
    ///   - otherwise: Who is asked for other addresses and for "x5c"; where nobody is, "x5c" is still answered.
    /// - Throws: `CertificatesUnavailable.unusableFile` if one of the files is not there or not a chain now.
    public init(
        files: [String: String], otherwise: (any CertificateSource)? = nil
    ) throws(CertificatesUnavailable) {
        self.files = files
        self.otherwise = otherwise
        for path in files.values { _ = try Self.chain(inFile: path) }
    }

    public func chain(for reference: CertificateReference) async throws(CertificatesUnavailable) -> CertificateChain {
        if case .url(let url) = reference, let path = files[url] { return try Self.chain(inFile: path) }
        if let otherwise { return try await otherwise.chain(for: reference) }
        guard case .included(let der) = reference else { throw .notProvisioned }
        do throws(STIRCertificateError) {
            return try CertificateChain(der: der)
        } catch {
            throw .notCertificates
        }
    }

    private static func chain(inFile path: String) throws(CertificatesUnavailable) -> CertificateChain {
        guard let bytes = LocalFile.read(path, upTo: CertificateChain.maximumBytes),
            let chain = try? CertificateChain(pem: String(decoding: bytes, as: UTF8.self))
        else { throw .unusableFile }
        return chain
    }
}
