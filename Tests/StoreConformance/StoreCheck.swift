package import CallPlacement

/// One thing that every store must do, whatever it is made of.
///
/// A test target runs each of ``all`` against its own store; a check throws ``ConformanceFailure`` with a sentence
/// when the store does otherwise.
package struct StoreCheck: Sendable, CustomStringConvertible {
    /// What is checked, as a sentence.
    package let description: String
    private let body: @Sendable (any StoreFactory) async throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (any StoreFactory) async throws -> Void) {
        self.description = description
        self.body = body
    }

    /// Runs the check against stores that `factory` makes.
    package func run(_ factory: any StoreFactory) async throws {
        try await body(factory)
    }

    /// Every check.
    package static let all = placing + expiry + uses + sampling + concurrency + ledger + keyBindings
}

/// Makes empty stores for checks.
package protocol StoreFactory: Sendable {
    /// A new, empty store with these limits and this clock. Sealed PASSporTs have
    /// ``SampleRequests/sealedSize`` bytes.
    func make(_ limits: PlacementLimits, _ clock: ManualClock) async throws -> StoreUnderTest
}

/// A store, and the ledger that counts with it.
package struct StoreUnderTest: Sendable {
    package let placements: any PlacementStore
    package let ledger: any Ledger
    package let keyBindings: any KeyBindingStore

    package init(placements: any PlacementStore, ledger: any Ledger & KeyBindingStore) {
        self.keyBindings = ledger
        self.placements = placements
        self.ledger = ledger
    }
}

/// Says in a sentence what a store did that it must not do.
package struct ConformanceFailure: Error, CustomStringConvertible {
    package let description: String
}

/// Throws a sentence when a condition does not hold.
func require(_ condition: Bool, _ sentence: @autoclosure () -> String) throws {
    if !condition { throw ConformanceFailure(description: sentence()) }
}
