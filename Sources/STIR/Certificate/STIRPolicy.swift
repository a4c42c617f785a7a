import FoundationEssentials
import SwiftASN1
@_spi(DisableValidityCheck) import X509

/// What a path of certificates must satisfy to carry a STIR credential, beyond signatures that match.
///
/// X.509 lets an issuer mark an extension critical, and whoever does not understand it must refuse. This policy
/// declares the STIR extensions understood, because ``STIRCertificateVerifier`` and ``PassportVerifier`` enforce them;
/// RFC 8226 has them non-critical, but issuers differ.
struct STIRPolicy: VerifierPolicy {
    /// The time is checked here rather than by the library's policy, which would not say which bound was missed.
    private let basics = RFC5280Policy.withValidityCheckDisabled()
    private let now: Date

    init(at now: Int64) {
        self.now = Date(timeIntervalSince1970: TimeInterval(now))
    }

    var verifyingCriticalExtensions: [ASN1ObjectIdentifier] {
        basics.verifyingCriticalExtensions + [.STIRExtension.tnAuthorizationList]
            + ASN1ObjectIdentifier.STIRExtension.claimConstraints
    }

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) -> PolicyEvaluationResult {
        guard let refusal = refusal(of: chain) else { return .meetsPolicy }
        return .failsToMeetPolicy(reason: refusal.description)
    }

    /// Why the path, leaf first and trust anchor last, does not do, or `nil` if it does.
    func refusal(of path: UnverifiedCertificateChain) -> CertificateRefusal? {
        for certificate in path {
            // A certificate of another version has no basic constraints, and the library would take it for a CA.
            guard certificate.version == .v3 else { return .malformed }
            guard certificate.notValidBefore <= now else { return .notYetValid }
            guard now <= certificate.notValidAfter else { return .expired }
        }
        for issuer in path.dropFirst() {
            do {
                if let usage = try issuer.extensions.keyUsage, !usage.keyCertSign { return .wrongKeyUsage }
            } catch {
                return .malformed
            }
        }
        if case .failsToMeetPolicy = basics.chainMeetsPolicyRequirements(chain: path) { return .brokenChain }
        return refusalOfParents(path) ?? refusalOfScope(path)
    }

    /// RFC 9060 sections 6 and 7: the parent of a delegate certificate is the one whose subject key identifier is the
    /// delegate's authority key identifier.
    ///
    /// A certificate is a delegate's where the one above it has a TNAuthList. Below an authority without one the
    /// identifiers may be missing, as RFC 8226 does not ask for them; but they must not contradict each other.
    private func refusalOfParents(_ path: UnverifiedCertificateChain) -> CertificateRefusal? {
        for (certificate, parent) in zip(path, path.dropFirst()) {
            do {
                let named = try certificate.extensions.authorityKeyIdentifier?.keyIdentifier
                let own = try parent.extensions.subjectKeyIdentifier?.keyIdentifier
                let isDelegate = parent.extensions[oid: .STIRExtension.tnAuthorizationList] != nil
                guard named == own || (!isDelegate && (named == nil || own == nil)) else { return .wrongParent }
                if isDelegate, named == nil { return .wrongParent }
            } catch {
                return .malformed
            }
        }
        return nil
    }

    /// RFC 8226 section 9: the list of a CA certificate limits the paths below it. RFC 9060 section 4: each list is
    /// encompassed by the one above.
    private func refusalOfScope(_ path: UnverifiedCertificateChain) -> CertificateRefusal? {
        var below: TNAuthorizationList?
        for certificate in path {
            do throws(CertificateRefused) {
                guard let list = try certificate.tnAuthorizationList else { continue }
                if let below, !list.encompasses(below) { return .exceedsParent }
                below = list
            } catch {
                return error.reason
            }
        }
        return nil
    }
}
