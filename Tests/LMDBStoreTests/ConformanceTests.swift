import CallPlacement
import StoreConformance
import Synchronization
import Testing

@testable import LMDBStore

@Suite struct ConformanceTests {
    /// Keeps the folders of the stores that it makes until it goes itself.
    final class Factory: StoreFactory {
        private let folders = Mutex<[TemporaryFolders]>([])

        func make(_ limits: PlacementLimits, _ clock: ManualClock) async throws -> StoreUnderTest {
            let folders = try TemporaryFolders()
            self.folders.withLock { $0.append(folders) }
            let storage = try folders.open(clock, folders.settings(limits))
            return StoreUnderTest(placements: storage, ledger: storage)
        }
    }

    @Test(arguments: StoreCheck.all)
    func conforms(_ check: StoreCheck) async throws {
        try await check.run(Factory())
    }
}
