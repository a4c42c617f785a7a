import Floods
import ServiceHarness
import Testing

/// A flooder with good tokens around one callee.
@Suite(.timeLimit(.minutes(15)))
struct CrowdedCallee {
    @Test func theBoundIsWhatItIs() {
        let index = CrowdedIndex.most(tokens: 100, uses: 8, usesPerIndex: 2, indexes: 1)
        #expect(index == 200)
        #expect(CrowdedIndex(flooding: index, entries: 256).polls(missing: 1e-9) == 1)
        #expect(CrowdedIndex(flooding: index, entries: 16).polls(missing: 0.01) == 56)
        let prefix = CrowdedIndex.most(tokens: 100, uses: 8, usesPerIndex: 2, indexes: 1000)
        #expect(prefix == 800)
        #expect(CrowdedIndex(flooding: prefix, entries: 256).polls(missing: 0.01) == 12)
        #expect(CrowdedIndex(flooding: prefix, entries: 256).missed(by: 12) < 0.01)
        #expect(CrowdedIndex(flooding: prefix, entries: 256).missed(by: 11) > 0.01)
    }

    /// The callee polls with its index and the most entries: one poll is enough. With few digits and entries it takes
    /// as many as computed.
    @Test(arguments: [(64, 1, 256, 6), (1, 4, 64, 120)])
    func theRealPassportIsFound(digits: Int, indexes: Int, entries: Int, polls: Int) async throws {
        let flags = Deployment.patient + ["--passport-longer-lifetime", "true", "--passport-lifetime", "600"]
        try await Turn.shared.with {
            try await Deployment.running(flags) { server in
                // A quarter of the hundred: signing for a hundred takes a debug build too long.
                let tokens = 25
                let crowding = try Crowding(server, digits: digits, indexes: indexes)
                let seen = try await crowding.run(
                    tokens: try await server.tokens(tokens + 1), uses: 8, polls: polls, entries: entries)
                let verdict = CrowdingVerdict(seen, tokens: tokens, indexes: indexes, entries: entries)
                #expect(verdict.faults == [], "\(verdict.text)")
                #expect(seen.finds.contains(true))
            }
        }
    }
}
