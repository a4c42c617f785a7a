import Crypto
public import X509

extension ThrowawayAuthority {
    /// Signs a revocation list, and gives it in DER.
    ///
    /// - Parameters:
    ///   - list: What it says.
    ///   - issuer: The name that the list gives as its issuer's; the authority's own where there is none.
    /// - Throws: ``ThrowawayError/unavailable``.
    public func sign(
        _ list: ThrowawayRevocationList, namedFor issuer: DistinguishedName? = nil
    ) throws(ThrowawayError) -> [UInt8] {
        do {
            let signedPart = try list.signedPart(issuer: issuer ?? certificate.subject)
            let signature = try key.signature(for: signedPart)
            return try ThrowawayRevocationList.der(
                signedPart: signedPart, signature: Array(signature.derRepresentation))
        } catch {
            throw .unavailable
        }
    }
}
