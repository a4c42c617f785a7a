import BlindTokens
@testable import CallPlacement
import StoreConformance

/// What a keyring stands on: a ledger in memory, a folder, and a clock that stands still at 1000 seconds.
struct KeyringFixture {
    static let length: Int64 = 100
    static let grace: Int64 = 20

    let clock = ManualClock()
    let folder: TemporaryFolder
    let ledger: FailingStorage

    init() throws {
        folder = try TemporaryFolder()
        ledger = FailingStorage(InMemoryStorage(limits: .usual, clock: clock.serviceClock))
    }

    /// Opens the keyring, as each start of the service does.
    func open() async throws(EpochError) -> EpochKeyring {
        try await EpochKeyring.open(
            ledger: ledger, folder: EpochKeyFolder(path: folder.path),
            policy: EpochPolicy(length: Self.length, grace: Self.grace), clock: clock.serviceClock)
    }

    /// The same as if ``TokenKeys/current`` had been opened at an earlier start, which saves making a key.
    func openWithSharedKey() async throws -> EpochKeyring {
        try EpochKeyFolder(path: folder.path).write(TokenKeys.current)
        _ = try await ledger.open(
            publicKey: TokenKeys.current.publicKey.spki, start: clock.serviceClock.wallSeconds())
        return try await open()
    }
}
