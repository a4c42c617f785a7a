import Adversaries
import Glibc
import Mutants
import ServiceHarness
import Testing

/// Only root may read the memory of a process that says it is not to be dumped; for anybody else this counts as skipped.
@Suite(.serialized, .takingTurns, .enabled(if: geteuid() == 0, "only root may read the service's memory"))
struct RemainsTests {
    @Test func nothingIsKept() async throws {
        let evidence = try await RemainsAttack(stores: 64, connections: 4).run()
        for finding in evidence.findings {
            #expect(!finding.succeeded, "\(finding.attack): \(finding.value), \(finding.detail)")
        }
    }

    /// Each mutant, and the search that has to see what it keeps. Without a sweep more than the keys stays.
    @Test(arguments: [
        (Mutant.indexInTheLog, "the data folder"), (.freedMemoryStays, "the memory of the process"),
        (.keysOfExpiredStay, "for keys"), (.remembersPrefixes, "the memory of the process"),
    ]) func whatAMutantKeepsIsFound(_ mutant: Mutant, _ search: String) async throws {
        let evidence = try await RemainsAttack(stores: 16, connections: 2).run(against: .mutant(mutant.name))
        let seen = evidence.findings.filter { $0.attack.contains(search) }
        #expect(!seen.isEmpty && seen.allSatisfy(\.succeeded), "\(mutant.name)")
        for finding in evidence.findings
        where !finding.attack.contains(search) && mutant.name != Mutant.keysOfExpiredStay.name {
            #expect(!finding.succeeded, "\(mutant.name): \(finding.attack): \(finding.detail)")
        }
    }
}
