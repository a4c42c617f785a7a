import X509

/// Whether a ``STIRCertificateVerifier`` asks if certificates were withdrawn, and what it does when that cannot be
/// found out.
///
/// > Important: Asking a server tells it, or whoever watches the connection, which authority's certificates are being
/// > looked at, and so that a call is under way. Lists that are fetched ahead of calls avoid that.
public enum RevocationPolicy: Sendable {
    /// Does not ask. STIR certificates are often so short-lived that their expiry does the same (RFC 8226 section 10).
    case ignore
    /// Asks, and accepts a certificate of which nothing can be found out.
    ///
    /// > Warning: Whoever can keep the list away can go on using a stolen key.
    case allowUnknown(any RevocationSource)
    /// Asks, and refuses a certificate of which nothing can be found out.
    case refuseUnknown(any RevocationSource)

    /// Why the path, leaf first and trust anchor last, is refused, or `nil` if it is not. Each certificate but the
    /// anchor is looked up, and all at the same time.
    func refusal(of path: [Certificate], at now: Int64) async -> CertificateRefusal? {
        let source: any RevocationSource
        let mustKnow: Bool
        switch self {
        case .ignore: return nil
        case .allowUnknown(let given): (source, mustKnow) = (given, false)
        case .refuseUnknown(let given): (source, mustKnow) = (given, true)
        }
        let found = await withTaskGroup(of: RevocationStatus.self) { group in
            for (certificate, issuer) in zip(path, path.dropFirst()) {
                group.addTask { await source.status(of: certificate, issuer: issuer, at: now) }
            }
            return await group.reduce(into: [RevocationStatus]()) { $0.append($1) }
        }
        if found.contains(.revoked) { return .revoked }
        return mustKnow && found.contains { $0 != .good } ? .revocationUnknown : nil
    }
}
