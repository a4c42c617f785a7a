import Operation

/// Where metrics are shown.
struct MetricsSettings: Sendable {
    let host: String
    let port: Int

    /// `nil` where they are not to be shown.
    init?(_ reader: inout SettingsReader) {
        // Read in any case, so that their faults are told.
        let (host, port) = (reader.neededText(.metricsHost), reader.number(.metricsPort))
        guard reader.isOn(.metricsEnabled) else { return nil }
        for (setting, hostSetting) in [
            (Setting.publicPort, Setting.publicHost), (.issuancePort, .issuanceHost),
        ] where port != 0 && reader.number(setting) == port && reader.neededText(hostSetting) == host {
            reader.report(.metricsPort, "is that of \(setting.key), but has to be another")
        }
        self.host = host
        self.port = port
    }

    /// Whether only this machine reaches the address.
    var isLoopback: Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return host == "localhost" || host == "::1"
            || (parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil })
    }
}
