import CallPlacement

extension StoreCheck {
    /// What has expired is gone, swept or not.
    static let expiry = [
        StoreCheck("nothing expired is answered, swept or not") { factory in
            let clock = ManualClock()
            let store = try await factory.make(.usual, clock)
            let epoch = try await store.epoch()
            let placed = try await store.mustPlace(SampleRequests.request(to: 1, body: 1, token: 1, epoch: epoch))
            clock.advance(by: .seconds(60) - .nanoseconds(1))
            try require(try store.everything() == [placed], "it is gone a nanosecond too soon")
            clock.advance(by: .nanoseconds(1))
            try require(try store.everything().isEmpty, "it is sampled at the moment of its expiry")
            try require(try store.placements.reference(to: placed.id) == nil, "its identifier is answered")
            try require(try store.placements.read([placed]) == [nil], "it is read")
            try require(store.placements.liveCount == 0, "it is counted")
            try require(try await store.placements.sweep() == 1, "the sweep did not remove exactly this one")
            try require(try await store.placements.sweep() == 0, "the second sweep removed something")
            try require(try store.placements.read([placed]) == [nil], "it is read after the sweep")
        },
        StoreCheck("a sweep leaves what lives") { factory in
            let clock = ManualClock()
            let store = try await factory.make(.usual, clock)
            let epoch = try await store.epoch()
            for number in 0..<300 {
                try await store.mustPlace(SampleRequests.request(to: number, body: number, token: number, epoch: epoch))
            }
            clock.advance(by: .seconds(30))
            var later: Set<PlacementID> = []
            for number in 300..<400 {
                let request = try SampleRequests.request(to: number, body: number, token: number, epoch: epoch)
                later.insert(try await store.mustPlace(request).id)
            }
            clock.advance(by: .seconds(30))
            try require(try await store.placements.sweep() == 300, "the sweep did not remove what had expired")
            let left = try store.everything()
            try require(Set(left.map(\.id)) == later, "something else than what lives is left")
            try require(try store.placements.read(left).allSatisfy { $0 != nil }, "something that lives is not read")
        },
        StoreCheck("an identifier is never given twice") { factory in
            let clock = ManualClock()
            let store = try await factory.make(.usual, clock)
            let epoch = try await store.epoch()
            var last = PlacementID(rawValue: 0)
            for number in 0..<20 {
                let request = try SampleRequests.request(to: number, body: number, token: number, epoch: epoch)
                let id = try await store.mustPlace(request).id
                try require(id > last, "identifier \(id.rawValue) came after \(last.rawValue)")
                last = id
                clock.advance(by: .seconds(60))
                try await store.placements.sweep()
            }
        },
    ]
}
