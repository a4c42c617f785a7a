import CallPlacement
import StoreConformance
import Testing

/// The in-memory double, which stands on ``LiveIndex``, is a store like any other.
@Suite struct LiveIndexConformanceTests {
    struct Factory: StoreFactory {
        func make(_ limits: PlacementLimits, _ clock: ManualClock) async throws -> StoreUnderTest {
            let storage = InMemoryStorage(limits: limits, clock: clock.serviceClock)
            return StoreUnderTest(placements: storage, ledger: storage)
        }
    }

    @Test(arguments: StoreCheck.all)
    func conforms(_ check: StoreCheck) async throws {
        try await check.run(Factory())
    }

    @Test func noCheckIsMissing() {
        #expect(StoreCheck.all.count == 29)
    }
}
