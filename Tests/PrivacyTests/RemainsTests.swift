import Adversaries
import Mutants
import ServiceHarness
import Testing

@Suite(.serialized, .takingTurns) struct RemainsTests {
    @Test func nothingIsKept() async throws {
        let evidence = try await RemainsAttack(stores: 64, connections: 4).run()
        for finding in evidence.findings {
            #expect(!finding.succeeded, "\(finding.attack): \(finding.value), \(finding.detail)")
        }
    }

    /// Each mutant, and the one search that has to see what it keeps.
    @Test(arguments: [
        (Mutant.indexInTheLog, "the data folder"), (.freedMemoryStays, "the memory of the process"),
        (.keysOfExpiredStay, "for keys"), (.remembersPrefixes, "the memory of the process"),
    ]) func whatAMutantKeepsIsFound(_ mutant: Mutant, _ search: String) async throws {
        let evidence = try await RemainsAttack(stores: 16, connections: 2).run(against: .mutant(mutant.name))
        let seen = evidence.findings.filter { $0.attack.contains(search) }
        #expect(!seen.isEmpty && seen.allSatisfy(\.succeeded), "\(mutant.name)")
        for finding in evidence.findings where !finding.attack.contains(search) {
            #expect(!finding.succeeded, "\(mutant.name): \(finding.attack): \(finding.detail)")
        }
    }
}
