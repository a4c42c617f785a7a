public import X509

/// The STIR authorities that an operator trusts.
public struct TrustAnchors: Sendable {
    /// Most bytes of PEM; the authorities of one country fit many times over.
    public static let maximumBytes = 4_194_304

    /// Their certificates, at least one.
    public let certificates: [Certificate]

    /// Trusts these certificates.
    ///
    /// - Throws: ``STIRCertificateError/noCertificate`` if there is none.
    public init(_ certificates: [Certificate]) throws(STIRCertificateError) {
        guard !certificates.isEmpty else { throw .noCertificate }
        self.certificates = certificates
    }

    /// Trusts the certificates of a file in PEM (RFC 7468), in any order.
    ///
    /// - Throws: ``STIRCertificateError/malformedCertificate``, ``STIRCertificateError/noCertificate`` or
    ///   ``STIRCertificateError/tooMany``.
    public init(pem: String) throws(STIRCertificateError) {
        try self.init(Certificate.all(inPEM: pem, maximumBytes: Self.maximumBytes))
    }
}
