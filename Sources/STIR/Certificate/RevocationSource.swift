public import X509

/// Knows which certificates their authorities have withdrawn.
public protocol RevocationSource: Sendable {
    /// Whether a certificate was withdrawn.
    ///
    /// - Parameters:
    ///   - certificate: The certificate, whose path to a trust anchor has been verified.
    ///   - issuer: The certificate above it in that path.
    ///   - now: The time of verification, seconds since 1970 UTC.
    func status(of certificate: Certificate, issuer: Certificate, at now: Int64) async -> RevocationStatus
}
