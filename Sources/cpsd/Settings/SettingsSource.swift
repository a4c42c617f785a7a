import Operation

/// Where the settings of a running service come from, so that they can be read again.
struct SettingsSource: Sendable {
    /// The JSON file, where one was named.
    let file: String?
    /// The flags of the command line and their values.
    let flags: [String]
    /// The variables of the environment.
    let environment: [String: String]

    /// Opens them: the file is read now.
    func reader(for purpose: SettingsReader.Purpose) async -> SettingsReader {
        await SettingsReader(of: .cpsd, file: file, flags: flags, environment: environment, purpose: purpose)
    }
}
