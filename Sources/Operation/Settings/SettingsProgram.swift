/// A program that has settings: what it is called, and which settings it has.
package struct SettingsProgram: Sendable {
    /// Its name.
    let name: String
    /// What every variable of the environment begins with that is a setting of it.
    let variablePrefix: String
    /// What to type to see all settings.
    let help: String
    /// Everything that can be set.
    let settings: [Setting]

    /// Describes a program.
    package init(name: String, variablePrefix: String, help: String, settings: [Setting]) {
        self.name = name
        self.variablePrefix = variablePrefix
        self.help = help
        self.settings = settings
    }
}
