import FoundationEssentials
import X509

/// Decides whether certificates make a STIR credential of a known authority (RFC 8226, RFC 9060, RFC 5280).
///
/// It looks at revocation where a ``RevocationPolicy`` says so, and by default it does not.
public struct STIRCertificateVerifier: Sendable {
    private let anchors: CertificateStore
    private let revocation: RevocationPolicy

    /// Makes a verifier that trusts these authorities and no other.
    ///
    /// - Parameters:
    ///   - trustAnchors: The authorities.
    ///   - revocation: Whether to ask if a certificate was withdrawn, and what to do when that cannot be found out.
    public init(trustAnchors: TrustAnchors, revocation: RevocationPolicy = .ignore) {
        self.anchors = CertificateStore(trustAnchors.certificates)
        self.revocation = revocation
    }

    /// Decides about one chain.
    ///
    /// The leaf must be an end-entity certificate of version 3 with a P-256 key, a TNAuthList (critical or not) and,
    /// where there is a key usage, digitalSignature; and a path of valid certificates, each within the scope of the
    /// one above, must lead from it to a trust anchor.
    ///
    /// - Parameters:
    ///   - chain: What the peer presented.
    ///   - now: The time of verification, seconds since 1970 UTC.
    public func verify(_ chain: CertificateChain, at now: Int64) async -> CertificateVerdict {
        let leaf: STIRLeaf
        do throws(CertificateRefused) {
            leaf = try STIRLeaf(chain.leaf)
        } catch {
            return .refused(error.reason)
        }
        let policy = STIRPolicy(at: now)
        var verifier = Verifier(rootCertificates: anchors) { policy }
        switch await verifier.validate(leaf: chain.leaf, intermediates: CertificateStore(chain.intermediates)) {
        case .validCertificate(let path):
            if let refusal = await revocation.refusal(of: Array(path), at: now) { return .refused(refusal) }
            return .valid(
                STIRCredential(
                    publicKey: leaf.publicKey, tnAuthorizationList: leaf.tnAuthorizationList,
                    claimConstraints: leaf.claimConstraints,
                    expires: Int64(chain.leaf.notValidAfter.timeIntervalSince1970),
                    extensions: chain.leaf.extensions))
        case .couldNotValidate(let failures):
            // A path that was found says most; its refusal is worked out again, as a value.
            let refusal = failures.lazy.compactMap { policy.refusal(of: $0.chain) }.first
            return .refused(refusal ?? noPath(chain, policy))
        }
    }

    /// Why no path to a trust anchor was found.
    private func noPath(_ chain: CertificateChain, _ policy: STIRPolicy) -> CertificateRefusal {
        let leaf = chain.leaf
        let understood = policy.verifyingCriticalExtensions
        if leaf.extensions.contains(where: { $0.critical && !understood.contains($0.oid) }) {
            return .unknownCriticalExtension
        }
        let isSelfSigned =
            leaf.issuer == leaf.subject && leaf.publicKey.isValidSignature(leaf.signature, for: leaf)
        if isSelfSigned { return .selfSigned }
        return chain.isLoop ? .loop : .unknownAuthority
    }
}
