import STIR

/// Certificates at the addresses of a test, as a web server would have them.
struct CertificatesByURL: CertificateSource {
    static let notFound = CertificatesUnavailable(code: "not-found", message: "there is nothing at the address")
    let chains: [String: CertificateChain]

    func chain(for reference: CertificateReference) async throws(CertificatesUnavailable) -> CertificateChain {
        switch reference {
        case .url(let url):
            guard let chain = chains[url] else { throw Self.notFound }
            return chain
        case .included(let der):
            do throws(STIRCertificateError) {
                return try CertificateChain(der: der)
            } catch {
                throw CertificatesUnavailable(code: "malformed", message: error.description)
            }
        }
    }
}
