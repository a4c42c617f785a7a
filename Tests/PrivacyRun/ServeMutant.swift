import ArgumentParser
import Foundation
import Mutants

/// `privacy serve MUTANT <flags of cpsd>`: a service that is broken on purpose, over real TLS.
struct ServeMutant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve what is broken on purpose, with the flags of cpsd, until SIGTERM.")

    @Argument(help: "The mutant's name.")
    var name: String

    @Argument(parsing: .allUnrecognized, help: "Settings of cpsd; those that a mutant does not heed are passed over.")
    var settings: [String] = []

    func run() async throws {
        guard let mutant = Mutant.named(name) else {
            let names = Mutant.all.map(\.name).joined(separator: ", ")
            throw ValidationError("'\(name)' is no mutant; there are \(names)")
        }
        do {
            try await ServedMutant(mutant, flags: MutantFlags(settings)).run()
        } catch {
            FileHandle.standardError.write(Data("the mutant cannot go on: \(error)\n".utf8))
            throw ExitCode.failure
        }
    }
}
