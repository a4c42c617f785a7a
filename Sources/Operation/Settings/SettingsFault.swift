/// What is wrong with one setting, and what would be right.
package struct SettingsFault: Hashable, Sendable, CustomStringConvertible {
    /// The setting's name, as it was given.
    package let name: String
    /// What is wrong.
    package let fault: String

    /// Names a setting and its fault.
    package init(_ name: String, _ fault: String) {
        self.name = name
        self.fault = fault
    }

    package var description: String { "\(name): \(fault)" }
}
