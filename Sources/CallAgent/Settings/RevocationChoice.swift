internal import Credentials
internal import Operation
internal import STIR

/// The words of `revocation.policy`.
enum RevocationChoice: String, CaseIterable {
    case ignore
    case allowUnknown
    case refuseUnknown
}

extension AgentSettings {
    /// Whether, and where, certificates are looked up that may have been withdrawn.
    static func revocation(
        _ reader: inout SettingsReader, rules: FetchRules
    ) -> (RevocationPolicy, RevocationLists?) {
        let choice = choice(.revocationPolicy, RevocationChoice.self, &reader) ?? .ignore
        var settings = RevocationSettings()
        let bytes = settings.rules.maximumBytes
        settings.rules = rules
        settings.rules.maximumBytes = bytes
        settings.lists = reader.texts(.revocationLists).map { $0.hasPrefix("https:") ? .url($0) : .file($0) }
        settings.usesDistributionPoints = reader.isOn(.distributionPoints)
        guard choice != .ignore else { return (.ignore, nil) }
        if settings.lists.isEmpty, !settings.usesDistributionPoints {
            reader.report(
                .revocationLists, "is not set, and revocation.distributionPoints is off: there is no list to look at")
        }
        do {
            let lists = try RevocationLists(settings)
            return (choice == .refuseUnknown ? .refuseUnknown(lists) : .allowUnknown(lists), lists)
        } catch {
            reader.report(.certificateAuthorities, "\(error)")
            return (.ignore, nil)
        }
    }
}
