import Operation

extension SettingsProgram {
    /// The settings of `cpsd`.
    static let cpsd = Self(name: "cpsd", variablePrefix: "CPSD_", help: "cpsd --help", settings: Setting.all)
}
