import ArgumentParser

/// Floods the service, overloads it, and crowds out a callee.
@main
struct FloodsProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "floods", abstract: "Floods the service at full size, and checks what is promised of it.",
        discussion: "Needs cpsd in its own folder. Ends with 0 where everything is as promised, with 1 where not.",
        subcommands: [RunFloods.self, RunOverload.self, RunCrowding.self])
}
