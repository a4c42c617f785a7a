import Foundation
import LMDBStore
import SeededRandomness
import Testing

/// A hundred thousand attempts to store without being entitled to it, each followed to its end by everything that stands
/// behind the public listener, on a real storage.
@Suite("Forgeries", .timeLimit(.minutes(5)))
struct ForgeryTests {
    private static let seed: UInt64 = 0x2026_11_22
    /// `CPS_FORGERIES` in the environment asks for another number.
    private static let count = ProcessInfo.processInfo.environment["CPS_FORGERIES"].flatMap { Int($0) } ?? 100_000
    private static let workers = 4

    @Test("none of them is taken, and what they were made from still is")
    func noneIsTaken() async throws {
        let service = try await AttackedService()
        let loot = try await Loot(from: service)
        let stored = service.storage.liveCount
        #expect(stored == loot.seen.count + AttackedService.uses * loot.spent.count)

        let begin = ContinuousClock.now
        let tallies = try await withThrowingTaskGroup(of: Tally.self) { group in
            for worker in 0..<Self.workers {
                group.addTask {
                    try await Self.attack(
                        service, with: loot, cases: stride(from: worker, to: Self.count, by: Self.workers))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let refused = tallies.reduce(0) { $0 + $1.refused }
        let taken = tallies.flatMap(\.taken)
        #expect(taken.isEmpty, "\(taken.prefix(5))")
        #expect(refused == Self.count)
        #expect(tallies.reduce(into: Set<Int>()) { $0.formUnion($1.kinds) } == Set(Forgery.all.indices))
        #expect(service.storage.liveCount == stored)
        print(
            "forgeries: \(refused) cases of \(Forgery.all.count) kinds refused, \(taken.count) taken, "
                + "in \(seconds.formatted(.number.precision(.fractionLength(1)))) s (seed \(Self.seed))")

        // Each of them was one part away from a store that is taken; and nobody lost a use to them.
        for store in loot.fresh.flatMap(\.stores) + loot.seen.map({ $0.stores[1] }) {
            #expect(try await service.status(of: store) == 201)
        }
        let all = stored + AttackedService.uses * loot.fresh.count + loot.seen.count
        #expect(service.storage.liveCount == all)
        // The same bytes again are answered the same and placed nowhere.
        for store in (loot.fresh + loot.seen + loot.spent).flatMap(\.stores) {
            #expect(try await service.status(of: store) == 201)
        }
        #expect(service.storage.liveCount == all)
        try await service.end()
    }

    /// What came of some cases.
    private struct Tally: Sendable {
        var refused = 0
        /// Cases that were not refused as they should be, to be found again by their number.
        var taken: [String] = []
        var kinds: Set<Int> = []
    }

    private static func attack(
        _ service: AttackedService, with loot: Loot, cases: StrideTo<Int>
    ) async throws -> Tally {
        var tally = Tally()
        for number in cases {
            let kind = number % Forgery.all.count
            var generator = SeededGenerator(seed: seed &+ UInt64(number) &* 0x9e37_79b9)
            let status = try await service.status(of: Forgery.all[kind].make(loot, &generator))
            tally.kinds.insert(kind)
            // A refusal says what is wrong with the request. A failure of the service is none.
            if (400..<500).contains(status) {
                tally.refused += 1
            } else {
                tally.taken.append("case \(number), \(Forgery.all[kind].name): \(status)")
            }
        }
        return tally
    }
}
