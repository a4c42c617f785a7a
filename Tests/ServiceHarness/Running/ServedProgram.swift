/// A program that serves.
package struct ServedProgram: Sendable {
    /// Where it is.
    package let path: String
    /// What comes before the settings on its command line.
    package let arguments: [String]
    /// It is ended by force after this many seconds, also where whoever started it is gone.
    package let longestSeconds: Int

    /// A program as given.
    package init(path: String, arguments: [String] = [], longestSeconds: Int = 300) {
        self.path = path
        self.arguments = arguments
        self.longestSeconds = longestSeconds
    }

    /// The service itself.
    package static let cpsd = ServedProgram(path: BuiltProgram.cpsd)
}
