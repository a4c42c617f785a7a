package import ServiceHarness

extension ServedProgram {
    /// A mutant over real TLS, served by the program `privacy`.
    package static func mutant(_ name: String, longestSeconds: Int = 300) -> ServedProgram {
        ServedProgram(path: BuiltProgram.privacy, arguments: ["serve", name], longestSeconds: longestSeconds)
    }
}
