import CallPlacement

extension StoreCheck {
    /// Epochs and quotas.
    static let ledger = [
        StoreCheck("epochs are numbered upwards and told oldest first") { factory in
            let store = try await factory.make(.usual, ManualClock())
            try require(try store.ledger.epochs().isEmpty, "a new ledger has epochs")
            let first = try await store.ledger.open(publicKey: Array(repeating: 7, count: 350), start: -5)
            let second = try await store.ledger.open(publicKey: [9], start: .max)
            try require(first.id.rawValue == 1 && second.id.rawValue == 2, "the numbers are not 1 and 2")
            try require(first.publicKey.count == 350 && first.start == -5, "the record is not what was given")
            try require(try store.ledger.epochs() == [first, second], "the epochs told are not those opened")
        },
        StoreCheck("a retired epoch takes its counters along and its number is not given again") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let kept = try await store.epoch()
            let retired = try await store.epoch()
            let credential = SampleRequests.credential(1)
            for epoch in [kept, retired] {
                let token = Int(epoch.rawValue)
                try await store.mustPlace(SampleRequests.request(to: token, body: token, token: token, epoch: epoch))
                _ = try await store.ledger.countIssuance(to: credential, in: epoch, quota: 1)
            }
            try await store.ledger.retire(retired)
            try await store.ledger.retire(retired)
            try require(try store.ledger.epochs().map(\.id) == [kept], "the retired epoch is still told")
            let use = TokenUse(kTemp: SampleRequests.kTemp(Int(retired.rawValue)), epoch: retired)
            try require(try !store.placements.hasCounter(for: use), "the retired epoch's counter is still there")
            let keptUse = TokenUse(kTemp: SampleRequests.kTemp(Int(kept.rawValue)), epoch: kept)
            try require(try store.placements.hasCounter(for: keptUse), "the other epoch's counter is gone")
            let issued = try await store.ledger.countIssuance(to: credential, in: retired, quota: 5)
            try require(!issued, "a token was issued in a retired epoch")
            let again = try await store.ledger.countIssuance(to: credential, in: kept, quota: 1)
            try require(!again, "the other epoch's quota was forgotten")

            let next = try await store.epoch()
            try require(next > retired, "the number of a retired epoch was given again")
            let fresh = TokenUse(kTemp: use.kTemp, epoch: next)
            try require(try !store.placements.hasCounter(for: fresh), "a new epoch begins with old counters")
            let first = try await store.ledger.countIssuance(to: credential, in: next, quota: 1)
            try require(first, "a new epoch begins with old quotas")
        },
        StoreCheck("a quota counts each credential by itself, and in each epoch anew") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let epochs = [try await store.epoch(), try await store.epoch()]
            for epoch in epochs {
                for number in 0..<3 {
                    var counted: [Bool] = []
                    for _ in 0..<4 {
                        counted.append(
                            try await store.ledger.countIssuance(
                                to: SampleRequests.credential(number), in: epoch, quota: 3))
                    }
                    try require(counted == [true, true, true, false], "\(counted) with a quota of 3")
                }
            }
            let none = try await store.ledger.countIssuance(to: SampleRequests.credential(9), in: epochs[0], quota: 0)
            try require(!none, "a quota of none allowed one")
        },
        StoreCheck("epochs can be opened and retired for years") { factory in
            let store = try await factory.make(.usual, ManualClock())
            var previous = try await store.epoch()
            for _ in 0..<100 {
                let next = try await store.epoch()
                try await store.ledger.retire(previous)
                previous = next
            }
            try require(try store.ledger.epochs().map(\.id.rawValue) == [101], "not only the last epoch is left")
        },
    ]
}
