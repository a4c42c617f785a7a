package import CallPlacement
import KeyDirectory

extension StoreCheck {
    /// Key bindings.
    static let keyBindings = [
        StoreCheck("a key binding is told as it was given, and again only where its sequence is higher") { factory in
            let store = try await factory.make(.usual, ManualClock())
            try require(try store.keyBindings.keyBindings().isEmpty, "a new store has key bindings")
            let first = try KeyBindingRecord.sample("a", sequence: 5, content: [1, 2, 3])
            try require(try await store.keyBindings.keep(first) == .kept, "the first is not kept")
            try require(try await store.keyBindings.keep(first) == .repeated, "the very same is not a repetition")
            for (sequence, content) in [(5, [9]), (4, [1, 2, 3]), (0, [1]), (-1, [])] as [(Int64, [UInt8])] {
                let old = try KeyBindingRecord.sample("a", sequence: sequence, content: content)
                try require(try await store.keyBindings.keep(old) == .outdated, "sequence \(sequence) replaced 5")
            }
            try require(try store.keyBindings.keyBindings() == [first], "what is told is not what was given")
            let second = try KeyBindingRecord.sample("a", sequence: 6, content: Array(repeating: 7, count: 16_384))
            try require(try await store.keyBindings.keep(second) == .kept, "a higher sequence is not kept")
            let other = try KeyBindingRecord.sample("b", sequence: 1, content: [4])
            try require(try await store.keyBindings.keep(other) == .kept, "another name is not kept beside")
            let all = [second, other].sorted { $0.id < $1.id }
            try require(try store.keyBindings.keyBindings() == all, "not both are told, in order")
        },
        StoreCheck("a withdrawal takes back its own sequence, and what was withdrawn does not come back") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let binding = try KeyBindingRecord.sample("a", sequence: 5, content: [1])
            _ = try await store.keyBindings.keep(binding)
            let early = try KeyBindingRecord.sample("a", sequence: 4, content: nil)
            try require(try await store.keyBindings.keep(early) == .outdated, "a withdrawal of 4 took back 5")
            let withdrawal = try KeyBindingRecord.sample("a", sequence: 5, content: nil)
            try require(try await store.keyBindings.keep(withdrawal) == .kept, "a withdrawal of 5 did not take back 5")
            try require(try await store.keyBindings.keep(withdrawal) == .repeated, "a withdrawal cannot be repeated")
            try require(try await store.keyBindings.keep(binding) == .outdated, "what was withdrawn came back")
            try require(try store.keyBindings.keyBindings() == [withdrawal], "the withdrawal is not told")
        },
        StoreCheck("what has ended is removed, its sequence is remembered, and then forgotten") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let binding = try KeyBindingRecord.sample("a", sequence: 5, content: [1], ends: 100, remembered: 200)
            let living = try KeyBindingRecord.sample("b", sequence: 5, content: [2], ends: 500, remembered: 600)
            _ = try await store.keyBindings.keep(binding)
            _ = try await store.keyBindings.keep(living)
            try require(try await store.keyBindings.forgetKeyBindings(endedBy: 99) == 0, "something ended early")
            try require(try await store.keyBindings.forgetKeyBindings(endedBy: 100) == 1, "not exactly one has ended")
            try require(try await store.keyBindings.forgetKeyBindings(endedBy: 100) == 0, "it has ended twice")
            let left = try store.keyBindings.keyBindings().first { $0.id == binding.id }
            try require(
                left?.content == nil && left?.sequence == 5, "the content is still there, or the sequence is not")
            try require(try await store.keyBindings.keep(binding) == .outdated, "what has ended came back")
            try require(try await store.keyBindings.forgetKeyBindings(endedBy: 199) == 0, "forgotten early")
            try require(try await store.keyBindings.forgetKeyBindings(endedBy: 200) == 1, "not forgotten")
            try require(try store.keyBindings.keyBindings() == [living], "not only the other one is left")
        },
        StoreCheck("of many at once, the highest sequence is kept in the end") { factory in
            let store = try await factory.make(.usual, ManualClock())
            let kept = try await withThrowingTaskGroup(of: Int64?.self) { group in
                for sequence in Int64(1)...50 {
                    group.addTask {
                        let record = try KeyBindingRecord.sample("a", sequence: sequence, content: [UInt8(sequence)])
                        return try await store.keyBindings.keep(record) == .kept ? sequence : nil
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }.compactMap(\.self)
            }
            try require(kept.contains(50), "the highest was refused")
            try require(try store.keyBindings.keyBindings().map(\.sequence) == [50], "another than the highest is told")
        },
    ]
}

extension KeyBindingRecord {
    /// A record of a signer that all samples have.
    package static func sample(
        _ name: String, sequence: Int64, content: [UInt8]?, ends: Int64 = 1000, remembered: Int64 = 2000
    ) throws -> Self {
        Self(
            id: KeyBindingID(publicKeyInfo: [1, 2, 3], name: try BindingName(name)),
            signer: CredentialID(publicKeyInfo: [1, 2, 3]), sequence: sequence, content: content, ends: ends,
            remembered: remembered)
    }
}
