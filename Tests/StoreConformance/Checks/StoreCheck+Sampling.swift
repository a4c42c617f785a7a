import CallPlacement
import Sealing

extension StoreCheck {
    /// Samples are random choices.
    static let sampling = [
        StoreCheck("with more than the count alive, a sample has exactly the count, none of them twice") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let epoch = try await store.epoch()
            for number in 0..<100 {
                try await store.mustPlace(SampleRequests.request(to: 1, body: number, token: number, epoch: epoch))
            }
            var seen: Set<PlacementID> = []
            for _ in 0..<200 {
                let sample = try store.placements.sample(SampleRequests.prefix(1), atMost: 16)
                try require(sample.count == 16, "\(sample.count) were answered where 16 of 100 were asked for")
                try require(Set(sample.map(\.id)).count == 16, "a sample holds one twice")
                seen.formUnion(sample.map(\.id))
            }
            // Each stays unseen with probability (84/100)^200, below 10^-15.
            try require(seen.count == 100, "polling again and again found only \(seen.count) of 100")
        },
        StoreCheck("a sample asked for none has none") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let epoch = try await store.epoch()
            try await store.mustPlace(SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch))
            try require(try store.placements.sample(SampleRequests.prefix(1), atMost: 0).isEmpty, "it has some")
        },
        StoreCheck("every placement is as likely in every position of a sample") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let epoch = try await store.epoch()
            // Ten of each of four recipients, so that neither an index nor an age is preferred.
            for number in 0..<40 {
                try await store.mustPlace(
                    SampleRequests.request(to: number / 10, body: number, token: number, epoch: epoch))
            }
            let all = try store.everything()
            let prefix = try SampleRequests.commonPrefix(of: all.map(\.index))
            let expected = all.filter { prefix.contains($0.index) }.map(\.id)
            try require(expected.count >= 10, "the sample requests no longer share prefixes as this check needs")
            try ChiSquare.requireUniformPositions(of: expected, length: 5, rounds: 4000) {
                try store.placements.sample(prefix, atMost: 5).map(\.id)
            }
        },
        StoreCheck("pending counts the PASSporTs of one index, up to the maximum") { factory in
            var limits = PlacementLimits.usual
            limits.pendingMaximum = 5
            let clock = ManualClock()
            let store = try await factory.make(limits, clock)
            let epoch = try await store.epoch()
            try await store.mustPlace(SampleRequests.request(to: 2, body: 0, token: 0, epoch: epoch))
            clock.advance(by: .seconds(30))
            for number in 1...7 {
                let request = try SampleRequests.request(to: 1, body: number, token: number, epoch: epoch)
                let pending = try await store.mustPlace(request).pending
                try require(pending == min(number, 5), "pending is \(pending) with \(number) of them")
            }
            let sample = try store.placements.sample(SampleRequests.prefix(1), atMost: 3)
            try require(sample.map(\.pending) == [5, 5, 5], "a sample says otherwise")
            let other = try store.placements.sample(SampleRequests.prefix(2), atMost: 3)
            try require(other.map(\.pending) == [1], "another recipient's PASSporTs are counted")
        },
    ]
}
