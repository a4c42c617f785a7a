import KeyDirectory
import Logging
import STIR
import StoreConformance
import Testing
import ThrowawayPKI

@testable import CallPlacement

@Suite("The key directory")
struct KeyDirectoryServiceTests {
    private let one: TelephoneNumber
    private let two: TelephoneNumber

    init() throws {
        one = try TelephoneNumber(digits: "12155551213")
        two = try TelephoneNumber(digits: "12155551214")
    }

    @Test func givesWhatWasPublished() async throws {
        let fixture = try await DirectoryFixture()
        let party = try fixture.party([.one(one)])
        #expect(try fixture.given(one) == [])
        #expect(try await fixture.publish(party, [.one(one)]) == .accepted)
        #expect(try fixture.given(one) == [1])
        #expect(fixture.directory.count == 1)
    }

    @Test func replacesOnlyUpwardsAndOnlyTheSameName() async throws {
        let fixture = try await DirectoryFixture()
        let party = try fixture.party([.one(one)])
        let old = try party.sign([.one(one)], sequence: 5, now: fixture.now)
        #expect(try await fixture.directory.publish(old, from: party.credential) == .accepted)
        #expect(try await fixture.directory.publish(old, from: party.credential) == .accepted)
        #expect(try await fixture.publish(party, [.one(one)], sequence: 5) == .refused(.outdated))
        #expect(try await fixture.publish(party, [.one(one)], sequence: 6) == .accepted)
        #expect(try await fixture.directory.publish(old, from: party.credential) == .refused(.outdated))
        #expect(try fixture.given(one) == [6])
        #expect(try await fixture.publish(party, [.one(one)], name: "b", sequence: 2) == .accepted)
        #expect(try fixture.given(one) == [2, 6])
    }

    @Test func anotherCertificateForTheSameNumberOnlyAdds() async throws {
        let fixture = try await DirectoryFixture()
        let (carrier, user) = (try fixture.party([.one(one)]), try fixture.party([.one(one)]))
        #expect(try await fixture.publish(carrier, [.one(one)], sequence: 5) == .accepted)
        #expect(try await fixture.publish(user, [.one(one)], sequence: 9) == .accepted)
        #expect(try fixture.given(one) == [5, 9])
        #expect(try await fixture.withdraw(user, sequence: 100) == .accepted)
        #expect(try fixture.given(one) == [5])
    }

    @Test func nobodySendsWhatAnotherHasSigned() async throws {
        let fixture = try await DirectoryFixture()
        let (party, other) = (try fixture.party([.one(one)]), try fixture.party([.one(one)]))
        let binding = try party.sign([.one(one)], sequence: 1, now: fixture.now)
        #expect(try await fixture.directory.publish(binding, from: other.credential) == .refused(.signedByAnother))
        #expect(try await fixture.directory.publish(binding, from: party.credential) == .accepted)
        let withdrawal = try party.signWithdrawal(sequence: 2, now: fixture.now)
        #expect(try await fixture.directory.withdraw(withdrawal, from: other.credential) == .refused(.signedByAnother))
        #expect(try fixture.given(one) == [1])
    }

    @Test func whatIsNotToBeBelievedIsRefused() async throws {
        let fixture = try await DirectoryFixture()
        let party = try fixture.party([.one(one)])
        #expect(try await fixture.publish(party, [.one(two)]) == .refused(.notBelieved(.numbersNotAuthorised)))
        let stranger = try fixture.party(
            [.one(one)],
            of: try ThrowawayAuthority.create(commonName: "Other authority", validity: DirectoryFixture.validity))
        #expect(
            try await fixture.publish(stranger, [.one(one)])
                == .refused(.notBelieved(.certificate(.unknownAuthority))))
        #expect(
            try await fixture.directory.publish("x", from: party.credential)
                == .refused(.malformed(.malformedSerialization)))
        #expect(try fixture.store.keyBindings().isEmpty)
    }

    @Test func withdrawnDoesNotComeBack() async throws {
        let fixture = try await DirectoryFixture()
        let party = try fixture.party([.one(one)])
        let binding = try party.sign([.one(one)], sequence: 5, now: fixture.now)
        _ = try await fixture.directory.publish(binding, from: party.credential)
        #expect(try await fixture.withdraw(party, sequence: 4) == .refused(.outdated))
        #expect(try fixture.given(one) == [5])
        #expect(try await fixture.withdraw(party, sequence: 5) == .accepted)
        #expect(try await fixture.withdraw(party, sequence: 5) == .accepted)
        #expect(try fixture.given(one) == [])
        #expect(try await fixture.directory.publish(binding, from: party.credential) == .refused(.outdated))
        let again = try await fixture.restarted()
        #expect(try await again.publish(binding, from: party.credential) == .refused(.outdated))
        #expect(try fixture.given(one, by: again) == [])
        // A day later, too; what ended is not what is forgotten.
        fixture.running.clock.advance(by: .seconds(86_000))
        try await again.maintain()
        #expect(try await again.publish(binding, from: party.credential) == .refused(.outdated))
    }

    @Test func endedIsNotGivenNorDoesAnEarlierOneComeBack() async throws {
        let fixture = try await DirectoryFixture()
        let party = try fixture.party([.one(one)])
        let long = try party.sign([.one(one)], sequence: 1, now: fixture.now, lasting: 20 * 86_400)
        _ = try await fixture.directory.publish(long, from: party.credential)
        #expect(try await fixture.publish(party, [.one(one)], sequence: 2, lasting: 100) == .accepted)
        fixture.running.clock.advance(by: .seconds(99))
        #expect(try fixture.given(one) == [2])
        fixture.running.clock.advance(by: .seconds(1))
        #expect(try fixture.given(one) == [])
        try await fixture.directory.maintain()
        #expect(try fixture.store.keyBindings().map(\.content) == [nil])
        #expect(try await fixture.directory.publish(long, from: party.credential) == .refused(.outdated))
        let later = KeyBinding.maximumValidity + KeyBindingVerifier.clockTolerance
        fixture.running.clock.advance(by: .seconds(later))
        try await fixture.directory.maintain()
        #expect(try fixture.store.keyBindings().isEmpty)
    }

    @Test func endsWithTheCertificate() async throws {
        let fixture = try await DirectoryFixture()
        let party = try fixture.party(
            [.one(one)], validity: ThrowawayValidity(notBefore: 0, notAfter: fixture.now + 50))
        #expect(try await fixture.publish(party, [.one(one)]) == .accepted)
        fixture.running.clock.advance(by: .seconds(50))
        #expect(try fixture.given(one) == [1])
        fixture.running.clock.advance(by: .seconds(1))
        #expect(try fixture.given(one) == [])
    }

    @Test func outlivesARestartWhereTheAuthorityIsStillTrusted() async throws {
        let fixture = try await DirectoryFixture()
        let party = try fixture.party([.one(one)])
        try await fixture.publish(party, [.one(one)])
        #expect(try fixture.given(one, by: try await fixture.restarted()) == [1])
        let other = try ThrowawayAuthority.create(commonName: "Other authority", validity: DirectoryFixture.validity)
        #expect(try fixture.given(one, by: try await fixture.restarted(trusting: other)) == [])
    }

    @Test func beforeEverythingIsTakenUpNothingIsAnswered() async throws {
        let fixture = try await DirectoryFixture()
        let directory = KeyDirectoryService(
            policy: fixture.policy, store: fixture.store, issuance: fixture.running.service.issuance,
            verifier: KeyBindingVerifier(
                certificates: STIRCertificateVerifier(
                    trustAnchors: try TrustAnchors(pem: try fixture.authority.certificatePEM()))),
            clock: fixture.running.clock.serviceClock, logger: .init(label: "test"))
        let error = #expect(throws: ServiceFailure.self) { try directory.answer(about: NumberBucket(hex: "00")) }
        #expect(error?.isWorthRetrying == true)
        let party = try fixture.party([.one(one)])
        let binding = try party.sign([.one(one)], sequence: 1, now: fixture.now)
        await #expect(throws: ServiceFailure.self) { try await directory.publish(binding, from: party.credential) }
    }

    @Test func manyAtOnceLeaveTheHighestSequence() async throws {
        let fixture = try await DirectoryFixture()
        let party = try fixture.party([.one(one)])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sequence in Int64(1)...30 {
                group.addTask { try await fixture.publish(party, [.one(one)], sequence: sequence) }
                group.addTask { try await fixture.withdraw(party, sequence: sequence) }
            }
            try await group.waitForAll()
        }
        // Whatever order they came in, 30 was withdrawn, in memory as on disk.
        #expect(try fixture.given(one) == [])
        #expect(try fixture.given(one, by: try await fixture.restarted()) == [])
    }
}
