/// Finds the certificates that a PASSporT refers to. What it finds is not believed before a
/// ``STIRCertificateVerifier`` has looked at it.
public protocol CertificateSource: Sendable {
    /// The chain that a header refers to.
    ///
    /// - Throws: ``CertificatesUnavailable``, with the reason.
    func chain(for reference: CertificateReference) async throws(CertificatesUnavailable) -> CertificateChain
}

/// Certificates that were given beforehand, whatever a PASSporT refers to.
public struct GivenCertificates: CertificateSource {
    private let chain: CertificateChain

    /// Answers with one chain, always.
    public init(_ chain: CertificateChain) {
        self.chain = chain
    }

    public func chain(for reference: CertificateReference) async throws(CertificatesUnavailable) -> CertificateChain {
        chain
    }
}
