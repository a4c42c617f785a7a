import STIR

/// Certificate chains from files, each for one URL or for all.
struct CertificateFiles: CertificateSource {
    private var byURL: [String: CertificateChain] = [:]
    private var otherwise: CertificateChain?

    /// Reads files in PEM, leaf first: `FILE`, at most one, or `URL=FILE`.
    init(_ options: [String]) throws {
        for option in options {
            guard option.contains("://"), let sign = option.lastIndex(of: "=") else {
                guard otherwise == nil else {
                    throw InputError("--certificate: give URL=FILE where there are several, to say which is whose")
                }
                otherwise = try Self.chain(option)
                continue
            }
            byURL[String(option[..<sign])] = try Self.chain(String(option[option.index(after: sign)...]))
        }
    }

    func chain(for reference: CertificateReference) async throws(CertificatesUnavailable) -> CertificateChain {
        switch reference {
        case .url(let url):
            guard let chain = byURL[url] ?? otherwise else {
                throw CertificatesUnavailable(
                    code: "not-given", message: "the signer's certificates were not given: add --certificate URL=FILE")
            }
            return chain
        case .included(let der):
            do throws(STIRCertificateError) {
                return try CertificateChain(der: der)
            } catch {
                throw CertificatesUnavailable(code: "malformed", message: "the included certificates: \(error)")
            }
        }
    }

    private static func chain(_ file: String) throws -> CertificateChain {
        let text = try TextFile.read(file)
        return try InputError.naming(file) { try CertificateChain(pem: text) }
    }
}
