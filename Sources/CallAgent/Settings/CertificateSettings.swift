package import Credentials
internal import Operation
package import STIR

/// How the certificates of signers are found.
package struct CertificateSettings: Sendable {
    /// Those that are fetched, and kept.
    package let cache: CertificateCache
    /// Those in files, and then those that are fetched.
    package let source: ProvisionedCertificates
    /// What is fetched ahead of calls.
    package let prefetch: [String]
    /// How long a chain is used, in seconds.
    package let timeToLive: Int
    /// Whether certificates are looked up in revocation lists.
    package let revocation: RevocationPolicy
    /// These lists; `nil` where none are looked at.
    package let revocationLists: RevocationLists?
}

extension AgentSettings {
    static func certificates(_ reader: inout SettingsReader) -> CertificateSettings? {
        var settings = CertificateCache.Settings()
        settings.rules.dangerouslyAllowsPrivateAddresses = reader.isOn(.privateAddresses)
        settings.rules.ports.insert(reader.number(.anotherPort))
        settings.fetchesDuringCalls = reader.isOn(.fetchDuringCalls)
        let timeToLive = reader.number(.timeToLive)
        settings.keeping.timeToLive = Int64(timeToLive)
        if let path = reader.text(.certificateAuthorities),
            let pem = contents(of: .certificateAuthorities, path, &reader)
        {
            settings.rules.authorities = .pem(pem)
        }
        let files = provisionedFiles(&reader)
        let (revocation, lists) = revocation(&reader, rules: settings.rules)
        do {
            let cache = try CertificateCache(settings)
            return CertificateSettings(
                cache: cache, source: try ProvisionedCertificates(files: files, otherwise: cache),
                prefetch: reader.texts(.prefetch), timeToLive: timeToLive,
                revocation: revocation, revocationLists: lists)
        } catch {
            let setting: Setting = error == .unusableFile ? .certificateFile : .certificateAuthorities
            reader.report(setting, "\(error)")
            return nil
        }
    }

    private static func provisionedFiles(_ reader: inout SettingsReader) -> [String: String] {
        var files: [String: String] = [:]
        for name in reader.names(under: "certificates", "provisioned") {
            let address = reader.neededText(.certificateAddress.named(name))
            let file = reader.neededText(.certificateFile.named(name))
            if !address.isEmpty, !file.isEmpty { files[address] = file }
        }
        return files
    }
}
