import BlindTokens
@testable import CallPlacement
import StoreConformance
import Testing

@Suite("Keys of epochs")
struct EpochKeyringTests {
    private let fixture: KeyringFixture

    init() throws {
        fixture = try KeyringFixture()
    }

    @Test("the first start opens the first epoch")
    func first() async throws {
        let keyring = try await fixture.open()
        let (epoch, privateKey) = keyring.current
        #expect(epoch.record.id == EpochID(rawValue: 1))
        #expect(epoch.record.start == 1000)
        #expect(epoch.record.publicKey == privateKey.publicKey.spki)
        #expect(epoch.publicKey == privateKey.publicKey)
        #expect(try fixture.ledger.epochs() == [epoch.record])
        #expect(keyring.acceptedEpoch(of: epoch.publicKey.tokenKeyID)?.record == epoch.record)
        #expect(keyring.acceptedEpoch(of: try TokenKeys.stranger.publicKey.tokenKeyID) == nil)
    }

    @Test("its key file is for its owner alone, and there is no other")
    func keyFile() async throws {
        _ = try await fixture.open()
        let names = try fixture.folder.names
        #expect(names.count == 1)
        #expect(names.allSatisfy { $0.hasSuffix(".kcps") })
        #expect(try fixture.folder.mode(of: names[0]) == 0o600)
    }

    @Test("nothing rotates before it is due")
    func notDue() async throws {
        let keyring = try await fixture.openWithSharedKey()
        #expect(try await !keyring.rotateIfDue())
        fixture.clock.advance(by: .seconds(99))
        #expect(try await !keyring.rotateIfDue())
        #expect(keyring.current.epoch.record.id == EpochID(rawValue: 1))
    }

    @Test("rotates when it is due: another key, the old one's file gone")
    func rotates() async throws {
        let keyring = try await fixture.openWithSharedKey()
        let (first, names) = (keyring.current.epoch, try fixture.folder.names)
        fixture.clock.advance(by: .seconds(100))
        #expect(try await keyring.rotateIfDue())
        let (second, privateKey) = keyring.current
        #expect(second.record.id == EpochID(rawValue: 2))
        #expect(second.record.start == 1100)
        #expect(second.publicKey != first.publicKey)
        #expect(privateKey.publicKey == second.publicKey)
        let newNames = try fixture.folder.names
        #expect(newNames.count == 1)
        #expect(newNames != names)
        #expect(try fixture.folder.mode(of: newNames[0]) == 0o600)
        #expect(try await !keyring.rotateIfDue())
    }

    @Test("the epoch before is taken within its grace, and is then retired with its counters")
    func grace() async throws {
        let keyring = try await fixture.openWithSharedKey()
        let first = keyring.current.epoch
        let request = try SampleRequests.request(to: 1, body: 1, token: 1, epoch: first.record.id)
        _ = try await fixture.ledger.place(request)
        fixture.clock.advance(by: .seconds(100))
        try await keyring.rotateIfDue()
        #expect(keyring.acceptedEpoch(of: first.publicKey.tokenKeyID)?.record == first.record)
        #expect(try fixture.ledger.hasCounter(for: request.use))

        fixture.clock.advance(by: .seconds(19))
        try await keyring.rotateIfDue()
        #expect(keyring.acceptedEpoch(of: first.publicKey.tokenKeyID) != nil)
        #expect(try fixture.ledger.hasCounter(for: request.use))

        fixture.clock.advance(by: .seconds(1))
        // Not taken from that second on, also where the rotation is late.
        #expect(keyring.acceptedEpoch(of: first.publicKey.tokenKeyID) == nil)
        try await keyring.rotateIfDue()
        #expect(keyring.acceptedEpoch(of: first.publicKey.tokenKeyID) == nil)
        #expect(try !fixture.ledger.hasCounter(for: request.use))
        #expect(try fixture.ledger.epochs().map(\.id) == [EpochID(rawValue: 2)])
    }

    @Test("many that find it due at once open one epoch")
    func concurrent() async throws {
        let keyring = try await fixture.openWithSharedKey()
        fixture.clock.advance(by: .seconds(100))
        let opened = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 { group.addTask { try await keyring.rotateIfDue() } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(opened == 1)
        #expect(try fixture.ledger.epochs().count == 2)
        #expect(try fixture.folder.names.count == 1)
    }
}
