internal import ArgumentParser

/// The program that keeps the costs of the hot paths below their ceilings; `Scripts/bench` runs it.
@main
struct Ceilings: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count what the hot paths cost, in instructions and allocations, and compare with the ceilings.",
        subcommands: [Check.self, SelfTest.self, Count.self], defaultSubcommand: Check.self)
}
