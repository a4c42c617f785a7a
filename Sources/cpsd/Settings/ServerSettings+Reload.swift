import CPSServer
import CallPlacement
import Foundation
import Operation

extension ServerSettings {
    /// What every setting is read as.
    static func values(_ reader: inout SettingsReader) -> [String: String] {
        var values: [String: String] = [:]
        for setting in Setting.all {
            values[setting.key] =
                switch setting.kind {
                case .text: reader.text(setting) ?? ""
                case .number: "\(reader.number(setting))"
                case .switched: "\(reader.isOn(setting))"
                case .list: reader.texts(setting).joined(separator: "\n")
                }
        }
        return values
    }

    /// The settings that differ from another configuration's.
    func changes(since former: ServerSettings) -> [Setting] {
        Setting.all.filter { values[$0.key] != former.values[$0.key] }
    }

    /// What stands against going on by these settings in place of others, beside what is wrong with them at a start, too.
    ///
    /// - Parameter now: seconds since 1970.
    func faults(replacing former: ServerSettings, at now: Int64) -> [SettingsFault] {
        var faults: [SettingsFault] = []
        let fixed = changes(since: former).filter { !$0.isReloadable }.map(\.key)
        if !fixed.isEmpty {
            faults.append(
                SettingsFault(
                    fixed.joined(separator: ", "),
                    "cannot change while the service runs; set \(fixed.count == 1 ? "it" : "them") back, or restart it")
            )
        }
        for (setting, listener, host) in shownCertificates {
            let (old, new) = (former[keyPath: listener].certificate.value, self[keyPath: listener].certificate.value)
            guard old.chainDER != new.chainDER else { continue }
            if let fault = Self.validityFault(new, at: now) { faults.append(SettingsFault(setting.key, fault)) }
            // A service may be reached by another name; but what clients could check before they must be able to now.
            if old.covers(host), let fault = Self.nameFault(new, for: host) {
                faults.append(SettingsFault(setting.key, fault))
            }
        }
        return Self.toldOnce(faults)
    }

    /// What clients will refuse in the certificates that are shown.
    func certificateFaults(at now: Int64) -> [SettingsFault] {
        let faults = shownCertificates.flatMap { setting, listener, host in
            let certificate = self[keyPath: listener].certificate.value
            return [Self.validityFault(certificate, at: now), Self.nameFault(certificate, for: host)].compactMap {
                $0.map { SettingsFault(setting.key, $0) }
            }
        }
        return Self.toldOnce(faults)
    }

    /// The settings of both listeners' certificates, and the host that each has to be for.
    private var shownCertificates: [(Setting, KeyPath<ServerSettings, ListenerConfiguration>, String)] {
        let issuanceHost = issuanceURL.flatMap { URL(string: $0)?.host() } ?? policy.name
        return [
            (.publicCertificate, \.publicListener, policy.name),
            (.issuanceCertificate, \.issuanceListener, issuanceHost),
        ]
    }

    /// Where both listeners show the same certificate, its fault is told once.
    private static func toldOnce(_ faults: [SettingsFault]) -> [SettingsFault] {
        faults.reduce(into: []) { all, fault in
            if !all.contains(where: { $0.fault == fault.fault }) { all.append(fault) }
        }
    }
}
