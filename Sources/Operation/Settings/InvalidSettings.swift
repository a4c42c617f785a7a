/// A configuration that cannot be used, and all that is wrong with it.
package struct InvalidSettings: Error, CustomStringConvertible {
    /// What is wrong, in the order in which it was found.
    package let faults: [SettingsFault]

    /// Collects faults.
    package init(faults: [SettingsFault]) {
        self.faults = faults
    }

    package var description: String {
        let count = faults.count == 1 ? "1 fault" : "\(faults.count) faults"
        return (["The configuration has \(count):"] + faults.map { "  \($0)" }).joined(separator: "\n")
    }
}
