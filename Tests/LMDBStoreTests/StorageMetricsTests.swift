import CallPlacement
import PrometheusText
import StoreConformance
import Testing

@testable import LMDBStore

/// What storage counts of its own work, and says of its room.
@Suite struct StorageMetricsTests {
    private let folders: TemporaryFolders
    private let clock = ManualClock()
    private let exposition = Exposition([
        MetricDescription(
            "cps_storage_failures_total", .counter, "Failures.", labels: [.init("reason", ["full", "failed"])]),
        MetricDescription("cps_commit_requests", .histogram(.numbers(1, 16, 256)), "Groups."),
        MetricDescription("cps_commit_duration_seconds", .histogram(.times(.seconds(1))), "Times."),
    ])

    init() throws {
        self.folders = try TemporaryFolders()
    }

    /// The value on a line of the text.
    private func value(_ line: String) -> Double? {
        exposition.text.split(separator: "\n").first { $0.hasPrefix(line + " ") }
            .flatMap { Double($0.dropFirst(line.count + 1)) }
    }

    @Test func aFullMapIsCountedAndSeenToBeFull() async throws {
        var settings = folders.settings()
        settings.placementsMapSize = 2 << 20
        settings.metrics = exposition
        let storage = try folders.open(clock, settings)
        let epoch = try await storage.open(publicKey: [], start: 0).id
        let empty = try storage.usage()
        #expect(empty.placements.usedBytes < empty.placements.limitBytes / 10)
        #expect(empty.placements.limitBytes > 512 << 10 && empty.placements.limitBytes < 2 << 20)

        var (placed, refused, last) = (0, 0, empty.placements.usedBytes)
        for number in 0..<20_000 where refused < 3 {
            do {
                _ = try await storage.place(
                    SampleRequests.request(to: number, body: number, token: number, epoch: epoch))
                placed += 1
            } catch let error as StoreError {
                #expect(error.isFull)
                refused += 1
            }
            if number % 200 == 0 {
                let used = try storage.usage().placements.usedBytes
                #expect(used >= last)
                last = used
            }
        }
        #expect(refused == 3)
        // The writer answers before it counts; once it has done something else, it has counted.
        #expect(try await storage.sweep() == 0)
        #expect(value("cps_storage_failures_total{reason=\"full\"}") == 3)
        #expect(value("cps_storage_failures_total{reason=\"failed\"}") == 0)
        #expect(value("cps_commit_requests_count") == Double(placed + refused))
        #expect(value("cps_commit_requests_sum") == Double(placed + refused))
        #expect(value("cps_commit_duration_seconds_count") == Double(placed + refused))
        let full = try storage.usage()
        #expect(full.placements.usedBytes >= full.placements.limitBytes)
        #expect(full.ledger.usedBytes > empty.ledger.usedBytes && full.ledger.usedBytes < full.ledger.limitBytes)

        clock.advance(by: .seconds(60))
        #expect(try await storage.sweep() == placed)
        let swept = try storage.usage()
        #expect(swept.placements.usedBytes < full.placements.limitBytes / 10)
        #expect(swept.ledger.usedBytes == full.ledger.usedBytes)
    }
}
