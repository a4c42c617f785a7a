import CPSServer
import CallPlacement
import KeyDirectory
import Logging
import Operation
import STIR

/// What of a running service can be replaced.
struct ReloadableParts: Sendable {
    let publicListener: ListenerConfiguration
    let issuanceListener: ListenerConfiguration
    let clients: Current<STIRCertificateVerifier>
    let issuanceQuota: Current<Int>
    let keys: KeyDirectoryService
    let logger: Logger

    /// Goes on by new settings, of which everything was checked before.
    ///
    /// - Returns: what has changed, in words.
    func take(_ new: ServerSettings, replacing former: ServerSettings) async throws -> [String] {
        var changes = new.changes(since: former).map(\.key)
        for (running, former, new, name) in [
            (publicListener, former.publicListener, new.publicListener, "public"),
            (issuanceListener, former.issuanceListener, new.issuanceListener, "issuance"),
        ] where former.certificate.value.chainDER != new.certificate.value.chainDER {
            running.certificate.replace(with: new.certificate.value)
            let end = ServerSettings.date(new.certificate.value.validity.notAfter)
            changes.append("the \(name) listener's certificate, now valid until \(end)")
        }
        if former.policy.issuanceQuota != new.policy.issuanceQuota {
            issuanceQuota.replace(with: new.policy.issuanceQuota)
        }
        var logger = logger
        if former.logLevel != new.logLevel { logger.logLevel = new.logLevel }
        if former.trustAnchors.certificates != new.trustAnchors.certificates {
            let verifier = STIRCertificateVerifier(trustAnchors: new.trustAnchors)
            changes.append("the authorities, now \(new.trustAnchors.certificates.count)")
            clients.replace(with: verifier)
            try await keys.replaceRules(
                new.keys, verifier: KeyBindingVerifier(certificates: verifier, providerCodes: new.providerCodes))
        } else if former.keys != new.keys {
            keys.replacePolicy(new.keys)
        }
        return changes
    }
}
