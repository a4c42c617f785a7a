import ArgumentParser

/// Attacks the service's privacy.
@main
struct Privacy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy", abstract: "Attacks the service's privacy, and services that are broken on purpose.",
        subcommands: [ServeMutant.self])
}
