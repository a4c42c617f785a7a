package import CallPlacement
import Sealing

extension StoreUnderTest {
    /// Opens an epoch.
    package func epoch() async throws -> EpochID {
        try await ledger.open(publicKey: [1, 2, 3], start: 1000).id
    }

    /// Places a request that must be placed.
    @discardableResult
    package func mustPlace(_ request: PlacementRequest) async throws -> PlacementReference {
        let outcome = try await placements.place(request)
        guard case .placed(let reference) = outcome else {
            throw ConformanceFailure(description: "\(outcome) where a PASSporT should have been placed")
        }
        return reference
    }

    /// Everything that lives, by sixteen retrievals.
    package func everything(atMost count: Int = 100_000) throws -> [PlacementReference] {
        try SampleRequests.everything().flatMap { try placements.sample($0, atMost: count) }
    }
}

extension PlacementLimits {
    /// The limits of most checks: a minute, eight uses, two of them for one index.
    package static let usual = PlacementLimits(lifetime: .seconds(60), uses: 8, usesPerIndex: 2, pendingMaximum: 256)
}
