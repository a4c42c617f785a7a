import SwiftASN1
import X509

extension Certificate {
    /// The TNAuthList, critical or not, or `nil` if there is none.
    var tnAuthorizationList: TNAuthorizationList? {
        get throws(CertificateRefused) {
            guard let found = extensions[oid: .STIRExtension.tnAuthorizationList] else { return nil }
            do throws(STIRCertificateError) {
                return try TNAuthorizationList(der: found.value)
            } catch {
                throw CertificateRefused(reason: .malformed)
            }
        }
    }

    /// The claim constraints in either form.
    var claimConstraints: [JWTClaimConstraints] {
        get throws(CertificateRefused) {
            var all: [JWTClaimConstraints] = []
            for identifier in ASN1ObjectIdentifier.STIRExtension.claimConstraints {
                guard let found = extensions[oid: identifier] else { continue }
                do throws(STIRCertificateError) {
                    all.append(try JWTClaimConstraints(der: found.value))
                } catch {
                    throw CertificateRefused(reason: .malformed)
                }
            }
            return all
        }
    }
}
