import CallPlacement
import Sealing
import StoreConformance
import Testing

@Suite("Failures of the service")
struct ServiceFailureTests {
    @Test("a store that fails is a failure, and no refusal", arguments: [FailingStorage.Operation.hasCounter, .place])
    func storing(_ operation: FailingStorage.Operation) async throws {
        let running = try await RunningService()
        let storer = Storer(token: try await running.token(), size: running.policy.sealedSize)
        let submission = try storer.submission(to: SampleRequests.recipient(1))
        running.storage.fail(operation, with: .failed("no disk"))
        await #expect(throws: ServiceFailure.store(.failed("no disk"))) {
            _ = try await running.service.storing.store(submission)
        }
        #expect(running.storage.liveCount == 0)
        running.storage.fail(operation, with: nil)
        guard case .accepted = try await running.service.storing.store(submission) else {
            Issue.record("a store that works again takes the same submission")
            return
        }
    }

    @Test("what may pass can be told from other failures, and all of them explain themselves")
    func whatPasses() {
        #expect(ServiceFailure.store(.full("the disk is full")).isWorthRetrying)
        #expect(ServiceFailure.store(.failed("the disk failed")).isWorthRetrying)
        #expect(ServiceFailure.store(.full("the disk is full")).explanation == "the disk is full")
        for failure in [
            ServiceFailure.store(.damaged("x")), .store(.closed), .sealing(.unavailable),
        ] {
            #expect(!failure.isWorthRetrying)
            #expect(!failure.explanation.isEmpty)
        }
    }

    @Test("errors of a store are equal by what they are, and not by their words")
    func equality() {
        #expect(StoreError.failed("a") == .failed("b"))
        #expect(Set([StoreError.full(""), .failed(""), .damaged(""), .closed]).count == 4)
        #expect(StoreError.full("").isFull && !StoreError.failed("").isFull)
        #expect(StoreError.damaged("").isDamaged && !StoreError.closed.isDamaged)
    }
}
