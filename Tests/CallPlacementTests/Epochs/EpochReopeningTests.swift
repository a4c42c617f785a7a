import BlindTokens
@testable import CallPlacement
import StoreConformance
import Testing

@Suite("Keys of epochs, after a restart")
struct EpochReopeningTests {
    private let fixture: KeyringFixture

    init() throws {
        fixture = try KeyringFixture()
    }

    @Test("the current key is kept")
    func keeps() async throws {
        let before = try await fixture.open().current
        let after = try await fixture.open().current
        #expect(after.epoch.record == before.epoch.record)
        #expect(after.privateKey.publicKey == before.privateKey.publicKey)
        #expect(try fixture.ledger.epochs().count == 1)
    }

    @Test("without its key file another epoch is opened, and the tokens of the first are still taken")
    func missingFile() async throws {
        let first = try await fixture.openWithSharedKey().current.epoch
        try fixture.folder.remove(try #require(try fixture.folder.names.first))
        let keyring = try await fixture.open()
        #expect(keyring.current.epoch.record.id == EpochID(rawValue: 2))
        #expect(keyring.current.epoch.publicKey != first.publicKey)
        #expect(keyring.acceptedEpoch(of: first.publicKey.tokenKeyID)?.record == first.record)
        #expect(try fixture.folder.names.count == 1)
    }

    @Test("the file of another key is not taken for it, and goes")
    func otherKeysFile() async throws {
        try EpochKeyFolder(path: fixture.folder.path).write(TokenKeys.stranger)
        let keyring = try await fixture.openWithSharedKey()
        #expect(try keyring.current.epoch.publicKey == TokenKeys.current.publicKey)
        #expect(try fixture.folder.names.count == 1)
    }

    @Test("an epoch that ended meanwhile is followed by another, within its grace")
    func ended() async throws {
        let first = try await fixture.openWithSharedKey().current.epoch
        fixture.clock.advance(by: .seconds(110))
        let keyring = try await fixture.open()
        #expect(keyring.current.epoch.record.start == 1110)
        #expect(keyring.acceptedEpoch(of: first.publicKey.tokenKeyID)?.record == first.record)
    }

    @Test("an epoch whose grace ended meanwhile is retired")
    func retired() async throws {
        let first = try await fixture.openWithSharedKey().current.epoch
        fixture.clock.advance(by: .seconds(120))
        let keyring = try await fixture.open()
        #expect(keyring.acceptedEpoch(of: first.publicKey.tokenKeyID) == nil)
        #expect(try fixture.ledger.epochs().map(\.id) == [EpochID(rawValue: 2)])
    }

    @Test("a ledger that holds no key where one should be is said to be damaged")
    func damagedLedger() async throws {
        _ = try await fixture.ledger.open(publicKey: [1, 2, 3], start: 1000)
        await #expect(throws: EpochError.ledger(.damaged(""))) { _ = try await fixture.open() }
    }
}
