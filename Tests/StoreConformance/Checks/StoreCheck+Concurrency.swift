import CallPlacement
import Synchronization

extension StoreCheck {
    /// Many at once get what they would one after the other.
    static let concurrency = [
        StoreCheck("a thousand parallel stores with one token succeed exactly as often as it has uses") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let epoch = try await store.epoch()
            let requests = try (0..<1000).map { number in
                try SampleRequests.request(to: number, body: number, token: 1, epoch: epoch)
            }
            let outcomes = try await inParallel(requests) { try await store.placements.place($0) }
            let placed = outcomes.count { if case .placed = $0 { true } else { false } }
            try require(placed == 8, "\(placed) of 1000 parallel stores with 8 uses were placed")
            try require(outcomes.count { $0 == .tokenUsedUp } == 992, "the others were not refused for that reason")
            try require(store.placements.liveCount == 8, "\(store.placements.liveCount) live")
        },
        StoreCheck("a thousand parallel copies of one store are placed once") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let epoch = try await store.epoch()
            let request = try SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch)
            let outcomes = try await inParallel(Array(repeating: request, count: 1000)) {
                try await store.placements.place($0)
            }
            let placed = outcomes.count { if case .placed = $0 { true } else { false } }
            let repeated = outcomes.count { if case .repeated = $0 { true } else { false } }
            try require((placed, repeated) == (1, 999), "\(placed) placed and \(repeated) repeated of 1000 copies")
        },
        StoreCheck("with stores, samples and sweeps in parallel nothing acknowledged is lost") { factory in
            let clock = ManualClock()
            let store = try await factory.make(.usual, clock)
            let epoch = try await store.epoch()
            // These will have expired, so that the sweeps have something to do all the while.
            for number in 0..<300 {
                try await store.mustPlace(SampleRequests.request(to: number, body: number, token: number, epoch: epoch))
            }
            clock.advance(by: .seconds(60))
            let acknowledged = Mutex<[PlacementID: PlacementRequest]>([:])
            try await inParallel(Array(0..<16)) { worker in
                for round in 0..<40 {
                    let number = 1000 + worker * 40 + round
                    switch (worker, round % 4) {
                    case (12..., 0):
                        try await store.placements.sweep()
                    case (12..., _):
                        let known = acknowledged.withLock { Set($0.keys) }
                        let found = try store.everything()
                        let ids = Set(found.map(\.id))
                        try require(ids.count == found.count, "a placement was answered twice")
                        try require(known.isSubset(of: ids), "a placement that was acknowledged was not found")
                        let read = try store.placements.read(found)
                        try require(read.allSatisfy { $0 != nil }, "a placement that lives was not read")
                    default:
                        let request = try SampleRequests.request(
                            to: number % 50, body: number, token: number, epoch: epoch)
                        let id = try await store.mustPlace(request).id
                        let other = acknowledged.withLock { $0.updateValue(request, forKey: id) }
                        try require(other == nil, "identifier \(id.rawValue) was given twice")
                    }
                }
            }
            let requests = acknowledged.withLock { $0 }
            let found = try store.everything()
            try require(Set(found.map(\.id)) == Set(requests.keys), "what lives is not what was acknowledged")
            for (reference, passport) in zip(found, try store.placements.read(found)) {
                try require(passport?.sealed == requests[reference.id]?.sealed, "a PASSporT was changed for another")
            }
        },
        StoreCheck("a thousand parallel issuances to one credential get exactly its quota") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let epoch = try await store.epoch()
            let credential = SampleRequests.credential(1)
            let counted = try await inParallel(Array(0..<1000)) { _ in
                try await store.ledger.countIssuance(to: credential, in: epoch, quota: 100)
            }
            try require(counted.count { $0 } == 100, "\(counted.count { $0 }) of 1000 with a quota of 100")
        },
    ]

    /// Does a piece of work for every item at once, and gives the results in no particular order.
    @discardableResult
    private static func inParallel<Item: Sendable, Answer: Sendable>(
        _ items: [Item], _ work: @escaping @Sendable (Item) async throws -> Answer
    ) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            for item in items { group.addTask { try await work(item) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
