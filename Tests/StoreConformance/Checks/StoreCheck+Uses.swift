import CallPlacement

extension StoreCheck {
    /// Tokens are good for so many uses.
    static let uses = [
        StoreCheck("a byte-identical repeat is recognised and not counted, also by a used-up token") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let epoch = try await store.epoch()
            let request = try SampleRequests.request(to: 0, body: 0, token: 1, epoch: epoch)
            let first = try await store.mustPlace(request)
            for _ in 0..<20 {
                let outcome = try await store.placements.place(request)
                try require(outcome == .repeated(first), "\(outcome) for a repeat")
            }
            for number in 1..<8 {
                try await store.mustPlace(SampleRequests.request(to: number, body: number, token: 1, epoch: epoch))
            }
            try require(try await store.placements.place(request) == .repeated(first), "not recognised when used up")
            try require(store.placements.liveCount == 8, "a repeat was placed")
        },
        StoreCheck("a repeat is one with the same token, index and body only, and while it lives") { factory in
            let clock = ManualClock()
            let store = try await factory.make(.usual, clock)
            let epoch = try await store.epoch()
            let request = try SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch)
            try await store.mustPlace(request)
            try await store.mustPlace(SampleRequests.request(to: 1, body: 1, token: 2, epoch: epoch))
            try await store.mustPlace(SampleRequests.request(to: 2, body: 1, token: 1, epoch: epoch))
            try await store.mustPlace(SampleRequests.request(to: 1, body: 2, token: 1, epoch: epoch))
            clock.advance(by: .seconds(60))
            try await store.mustPlace(request)
        },
        StoreCheck("a token is used up after its uses, for good") { factory in
            let clock = ManualClock()
            let store = try await factory.make(.usual, clock)
            let epoch = try await store.epoch()
            for number in 0..<8 {
                try await store.mustPlace(SampleRequests.request(to: number, body: number, token: 1, epoch: epoch))
            }
            for number in 8..<10 {
                let request = try SampleRequests.request(to: number, body: number, token: 1, epoch: epoch)
                try require(try await store.placements.place(request) == .tokenUsedUp, "use \(number + 1) was allowed")
                clock.advance(by: .seconds(60))
                try await store.placements.sweep()
            }
            try await store.mustPlace(SampleRequests.request(to: 9, body: 9, token: 2, epoch: epoch))
        },
        StoreCheck("a token is used up for an index until what it placed there has expired") { factory in
            let clock = ManualClock()
            let store = try await factory.make(.usual, clock)
            let epoch = try await store.epoch()
            for body in 0..<2 {
                try await store.mustPlace(SampleRequests.request(to: 1, body: body, token: 1, epoch: epoch))
                clock.advance(by: .seconds(20))
            }
            let third = try SampleRequests.request(to: 1, body: 2, token: 1, epoch: epoch)
            for _ in 0..<20 {
                let outcome = try await store.placements.place(third)
                try require(outcome == .tokenUsedUpForIndex, "\(outcome) for the third PASSporT under one index")
            }
            clock.advance(by: .seconds(20))
            try await store.mustPlace(third)
            // Had the refusals been counted, the eight uses would be gone by now.
            for number in 2..<7 {
                try await store.mustPlace(SampleRequests.request(to: number, body: number, token: 1, epoch: epoch))
            }
            let ninth = try SampleRequests.request(to: 8, body: 8, token: 1, epoch: epoch)
            try require(try await store.placements.place(ninth) == .tokenUsedUp, "nine uses were allowed")
        },
        StoreCheck("a counter is there after the first use and not before") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let epoch = try await store.epoch()
            let request = try SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch)
            try require(try !store.placements.hasCounter(for: request.use), "there is a counter before the first use")
            try await store.mustPlace(request)
            try require(try store.placements.hasCounter(for: request.use), "there is no counter after the first use")
            let other = TokenUse(kTemp: request.use.kTemp, epoch: EpochID(rawValue: epoch.rawValue + 1))
            try require(try !store.placements.hasCounter(for: other), "there is a counter in an epoch that is not open")
        },
        StoreCheck("a token of an epoch that is not open is good for nothing") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let epoch = try await store.epoch()
            let request = try SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch)
            try await store.ledger.retire(epoch)
            try require(try await store.placements.place(request) == .tokenUsedUp, "it was placed")
            try require(store.placements.liveCount == 0, "something lives")
        },
    ]
}
