/// How a program writes what it has to say.
package enum LogFormat: String, Sendable, CaseIterable {
    /// Lines for people.
    case plain
    /// A JSON object a line, for programs.
    case json
}

extension LogFormat {
    /// The format that a setting names; `nil`, and a fault, where it names none.
    package init?(reading setting: Setting, _ reader: inout SettingsReader) {
        let name = reader.neededText(setting)
        guard let format = Self(rawValue: name) else {
            let names = Self.allCases.map(\.rawValue).joined(separator: " or ")
            reader.report(setting, "is '\(name)', but has to be \(names)")
            return nil
        }
        self = format
    }
}
