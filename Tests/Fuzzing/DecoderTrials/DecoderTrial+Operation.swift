import Operation

extension DecoderTrial {
    /// The configuration.
    static let operation: [DecoderTrial] = [
        DecoderTrial("settings", longest: 1024) { bytes -> TrialSettings? in
            var reader = SettingsReader(of: TrialSettings.program, document: bytes, called: "settings.json")
            let read = TrialSettings(&reader)
            return reader.faults.isEmpty ? read : nil
        } holds: { read, _ in
            try promise(TrialSettings.range.contains(read.port), "a number is in its range")
            try promise(!read.name.isEmpty, "a setting that is needed has a value")
            try promise(read.inboxes.count == read.keys.count, "what has a name has its settings")
        }
    ]
}

/// Settings of each kind.
private struct TrialSettings {
    static let range = 0...65_535
    static let program = SettingsProgram(
        name: "trial", variablePrefix: "TRIAL_", help: "trial --help", settings: [name, port, longer, numbers, key])

    private static let name = Setting.text("name", "A name.")
    private static let port = Setting.number("public.port", default: 8443, in: range, "A port.")
    private static let longer = Setting.switched("passport.longerLifetime", default: false, "A switch.")
    private static let numbers = Setting.list("originators", "A list.")
    private static let key = Setting.text("inboxes.*.key", "A file.")

    let name: String
    let port: Int
    let inboxes: [String]
    let keys: [String]

    init(_ reader: inout SettingsReader) {
        name = reader.neededText(Self.name)
        port = reader.number(Self.port)
        _ = reader.isOn(Self.longer)
        _ = reader.texts(Self.numbers)
        inboxes = reader.names(under: "inboxes")
        var keys: [String] = []
        for inbox in inboxes { keys.append(reader.neededText(Self.key.named(inbox))) }
        self.keys = keys
    }
}
