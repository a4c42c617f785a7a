/// What is wrong with one setting, and what would be right.
struct SettingsFault: Hashable, Sendable, CustomStringConvertible {
    /// The setting's name, as it was given.
    let name: String
    /// What is wrong.
    let fault: String

    init(_ name: String, _ fault: String) {
        self.name = name
        self.fault = fault
    }

    var description: String { "\(name): \(fault)" }
}
