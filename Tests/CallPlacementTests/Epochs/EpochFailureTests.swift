import BlindTokens
import StoreConformance
import Testing

@testable import CallPlacement

@Suite("Keys of epochs, when the ledger or the folder fails")
struct EpochFailureTests {
    private let fixture: KeyringFixture

    init() throws {
        fixture = try KeyringFixture()
    }

    @Test(
        "a ledger that cannot be read or written stops the start", arguments: [FailingStorage.Operation.epochs, .open])
    func start(_ operation: FailingStorage.Operation) async throws {
        fixture.ledger.fail(operation, with: .failed("no disk"))
        await #expect(throws: EpochError.ledger(.failed(""))) { _ = try await fixture.open() }
    }

    @Test("a folder that is not there stops the start")
    func noFolder() async throws {
        let folder = EpochKeyFolder(path: fixture.folder.path + "/missing")
        await #expect(throws: EpochError.keyFile("")) {
            _ = try await EpochKeyring.open(
                ledger: fixture.ledger, folder: folder, policy: EpochPolicy(length: 100, grace: 20),
                clock: fixture.clock.serviceClock)
        }
        #expect(try fixture.ledger.epochs().isEmpty)
    }

    @Test("an epoch that cannot be opened leaves the one before, and is tried again")
    func rotation() async throws {
        let keyring = try await fixture.openWithSharedKey()
        fixture.clock.advance(by: .seconds(100))
        fixture.ledger.fail(.open, with: .full("no room"))
        await #expect(throws: EpochError.ledger(.full(""))) { try await keyring.rotateIfDue() }
        #expect(keyring.current.epoch.record.id == EpochID(rawValue: 1))
        #expect(try fixture.folder.names.count == 1, "no key file stays of an epoch that was not opened")
        fixture.ledger.fail(.open, with: nil)
        #expect(try await keyring.rotateIfDue())
        #expect(keyring.current.epoch.record.id == EpochID(rawValue: 2))
        #expect(try fixture.folder.names.count == 1)
    }

    @Test("what is over is retired also where no epoch can be opened, so that a full ledger gets room")
    func roomOfTheRetired() async throws {
        let keyring = try await fixture.openWithSharedKey()
        fixture.clock.advance(by: .seconds(120))
        fixture.ledger.fail(.open, with: .full("no room"))
        await #expect(throws: EpochError.ledger(.full(""))) { try await keyring.rotateIfDue() }
        #expect(try fixture.ledger.epochs().isEmpty)
    }

    @Test("at the start, too, what is over is retired first")
    func roomAtTheStart() async throws {
        _ = try await fixture.openWithSharedKey()
        fixture.clock.advance(by: .seconds(120))
        fixture.ledger.fail(.open, with: .full("no room"))
        await #expect(throws: EpochError.ledger(.full(""))) { _ = try await fixture.open() }
        #expect(try fixture.ledger.epochs().isEmpty)
    }

    @Test("an epoch that cannot be retired is not taken, and is retired at the next try")
    func retirement() async throws {
        let keyring = try await fixture.openWithSharedKey()
        let first = keyring.current.epoch
        let request = try SampleRequests.request(to: 1, body: 1, token: 1, epoch: first.record.id)
        _ = try await fixture.ledger.place(request)
        fixture.clock.advance(by: .seconds(120))
        fixture.ledger.fail(.retire, with: .failed("no disk"))
        await #expect(throws: EpochError.ledger(.failed(""))) { try await keyring.rotateIfDue() }
        #expect(keyring.acceptedEpoch(of: first.publicKey.tokenKeyID) == nil)
        #expect(try fixture.ledger.hasCounter(for: request.use))
        fixture.ledger.fail(.retire, with: nil)
        try await keyring.rotateIfDue()
        #expect(try !fixture.ledger.hasCounter(for: request.use))
        #expect(try fixture.ledger.epochs().map(\.id) == [EpochID(rawValue: 2)])
    }
}
