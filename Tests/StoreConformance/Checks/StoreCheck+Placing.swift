import CallPlacement
import Sealing

extension StoreCheck {
    /// What is placed can be found, as it was.
    static let placing = [
        StoreCheck("what was placed is sampled and read as it was") { factory in
            let clock = ManualClock()
            let store = try await factory.make(.usual, clock)
            let epoch = try await store.epoch()
            let request = try SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch)
            let placed = try await store.mustPlace(request)
            try require(placed.index == request.index, "the reference has another index")
            try require(placed.pending == 1, "pending is \(placed.pending) for the only PASSporT of its index")
            try require(placed.expiry == clock.now.advanced(by: .seconds(60)), "the expiry is not a lifetime from now")

            let found = try store.placements.sample(SampleRequests.prefix(1), atMost: 16)
            try require(found == [placed], "a sample of its prefix is \(found.count) other references")
            let read = try store.placements.read(found)
            try require(
                read == [PlacedPassport(recipient: request.recipient, sealed: request.sealed)],
                "the PASSporT that was read is not the one that was placed")
            try require(try store.placements.reference(to: placed.id) == placed, "it is not found by its identifier")
            try require(store.placements.liveCount == 1, "liveCount is \(store.placements.liveCount)")
        },
        StoreCheck("an empty store answers nothing") { factory in
            let store = try await factory.make(.usual, ManualClock())
            try require(try store.everything().isEmpty, "there is something in it")
            try require(try store.placements.reference(to: PlacementID(rawValue: 1)) == nil, "identifier 1 lives")
            try require(store.placements.liveCount == 0, "liveCount is not 0")
            try require(try await store.placements.sweep() == 0, "a sweep removed something")
        },
        StoreCheck("many are read in the order in which they are asked for") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let epoch = try await store.epoch()
            var requests: [PlacementID: PlacementRequest] = [:]
            for number in 0..<200 {
                let request = try SampleRequests.request(to: number, body: number, token: number, epoch: epoch)
                requests[try await store.mustPlace(request).id] = request
            }
            let references = try store.everything()
            try require(Set(references.map(\.id)) == Set(requests.keys), "not everything was found")
            for (reference, passport) in zip(references, try store.placements.read(references)) {
                let request = requests[reference.id]
                try require(passport?.sealed == request?.sealed, "a PASSporT was read in the place of another")
                try require(passport?.recipient == request?.recipient, "a recipient was read in the place of another")
                try require(reference.index == request?.index, "a reference has the index of another")
            }
        },
        StoreCheck("a prefix finds its own indexes and no others") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let epoch = try await store.epoch()
            for number in 0..<100 {
                let request = try SampleRequests.request(to: number, body: number, token: number, epoch: epoch)
                try await store.mustPlace(request)
            }
            for prefix in try SampleRequests.everything() {
                let expected = try (0..<100).filter { prefix.contains(try SampleRequests.index($0)) }.count
                let found = try store.placements.sample(prefix, atMost: 1000)
                try require(found.count == expected, "\(found.count) found where \(expected) have the prefix")
                try require(found.allSatisfy { prefix.contains($0.index) }, "an index without the prefix was found")
            }
        },
    ]
}
