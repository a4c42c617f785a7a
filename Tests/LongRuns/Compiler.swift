internal import ServiceHarness

/// The Swift compiler on the path.
package enum Compiler {
    /// What it calls itself: "Swift version 6.3.1".
    package static func name() async -> String {
        guard let said = try? await Tool.run("swift", ["--version"]), said.code == 0,
            let start = said.output.firstRange(of: "Swift version ")
        else { return "a Swift compiler that is not on the path" }
        return "Swift version " + said.output[start.upperBound...].prefix { !" (\n".contains($0) }
    }
}
