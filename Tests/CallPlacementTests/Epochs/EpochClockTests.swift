import BlindTokens
import StoreConformance
import Testing

@testable import CallPlacement

/// An epoch lasts 100 s here, and its grace 20 s: an hour is far beyond both.
@Suite("Keys of epochs, when somebody moves the clock")
struct EpochClockTests {
    private let clock = SteppedClock()
    private let folder: TemporaryFolder
    private let ledger: FailingStorage

    init() throws {
        folder = try TemporaryFolder()
        ledger = FailingStorage(InMemoryStorage(limits: .usual, clock: clock.serviceClock()))
    }

    /// Opens the keyring, as each start of the service does.
    private func start() async throws -> EpochKeyring {
        try await EpochKeyring.open(
            ledger: ledger, folder: EpochKeyFolder(path: folder.path), policy: EpochPolicy(length: 100, grace: 20),
            clock: clock.serviceClock())
    }

    /// As if ``TokenKeys/current`` had been opened at an earlier start, which saves making a key.
    private func startWithSharedKey() async throws -> EpochKeyring {
        try EpochKeyFolder(path: folder.path).write(TokenKeys.current)
        _ = try await ledger.open(
            publicKey: TokenKeys.current.publicKey.spki, start: clock.serviceClock().wallSeconds())
        return try await start()
    }

    @Test("neither a jump nor a stop opens an epoch or retires one while the service runs")
    func running() async throws {
        let keyring = try await startWithSharedKey()
        let first = keyring.current.epoch
        for jump: Int64 in [3600, -3600, -3600, 3600, 0] {
            jump == 0 ? clock.stopWall() : clock.set(by: jump)
            clock.advance(by: .seconds(10))
            #expect(try await !keyring.rotateIfDue())
            #expect(keyring.current.epoch.record == first.record)
            #expect(keyring.acceptedEpoch(of: first.publicKey.tokenKeyID)?.record == first.record)
        }
        // By the clock that cannot be set, it has ended, also where the wall clock stands still.
        clock.advance(by: .seconds(50))
        #expect(try await keyring.rotateIfDue())
        #expect(keyring.acceptedEpoch(of: first.publicKey.tokenKeyID) != nil)
        clock.advance(by: .seconds(20))
        try await keyring.rotateIfDue()
        #expect(keyring.acceptedEpoch(of: first.publicKey.tokenKeyID) == nil)
        #expect(try ledger.epochs().map(\.id) == [EpochID(rawValue: 2)])
    }

    @Test("a start after the clock was set back opens another epoch, and the tokens of the one before are taken")
    func startedBefore() async throws {
        let first = try await startWithSharedKey().current.epoch
        clock.set(by: -3600)
        let keyring = try await start()
        #expect(keyring.current.epoch.record.id == EpochID(rawValue: 2))
        #expect(keyring.acceptedEpoch(of: first.publicKey.tokenKeyID)?.record == first.record)
        // Not another one with each start.
        #expect(try await start().current.epoch.record == keyring.current.epoch.record)
        // And none twice once the clock is right again.
        clock.set(by: 3600)
        #expect(try await start().current.epoch.record.id > EpochID(rawValue: 2))
    }

    @Test("a start after the clock was set back a little goes on with the epoch")
    func startedALittleBefore() async throws {
        let first = try await startWithSharedKey().current.epoch
        clock.set(by: -60)
        #expect(try await start().current.epoch.record == first.record)
    }
}
