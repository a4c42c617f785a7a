import KeyDirectory
import STIR
import StoreConformance
import Testing
import ThrowawayPKI

@testable import CallPlacement

@Suite("The limits of the key directory")
struct KeyDirectoryLimitTests {
    private let one: TelephoneNumber

    init() throws {
        one = try TelephoneNumber(digits: "12155551213")
    }

    @Test func namesOfASigner() async throws {
        let fixture = try await DirectoryFixture(KeyDirectoryPolicy(namesPerSigner: 3, bindingsPerNumber: 100))
        let (party, other) = (try fixture.party([.one(one)]), try fixture.party([.one(one)]))
        for name in ["a", "b", "c"] { #expect(try await fixture.publish(party, [.one(one)], name: name) == .accepted) }
        #expect(try await fixture.publish(party, [.one(one)], name: "d") == .refused(.tooMany))
        #expect(try await fixture.withdraw(party, name: "d", sequence: 1) == .refused(.tooMany))
        #expect(try await fixture.publish(party, [.one(one)], name: "c", sequence: 2) == .accepted)
        // Withdrawn names are remembered, and so count until they are forgotten.
        #expect(try await fixture.withdraw(party, name: "c", sequence: 2) == .accepted)
        #expect(try await fixture.publish(party, [.one(one)], name: "d") == .refused(.tooMany))
        #expect(try await fixture.publish(other, [.one(one)], name: "d") == .accepted)
        fixture.running.clock.advance(by: .seconds(KeyBinding.maximumValidity + KeyBindingVerifier.clockTolerance))
        try await fixture.directory.maintain()
        #expect(try await fixture.publish(party, [.one(one)], name: "d") == .accepted)
    }

    @Test func namesAreExactWhenManyComeAtOnce() async throws {
        let fixture = try await DirectoryFixture(KeyDirectoryPolicy(namesPerSigner: 5, bindingsPerNumber: 100))
        let party = try fixture.party([.one(one)])
        let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask { try await fixture.publish(party, [.one(one)], name: "n\(number)") == .accepted }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(accepted == 5)
    }

    @Test func quotaOfACredential() async throws {
        let fixture = try await DirectoryFixture(KeyDirectoryPolicy(quota: 2))
        let (party, other) = (try fixture.party([.one(one)]), try fixture.party([.one(one)]))
        // What is refused for its form costs nothing.
        _ = try await fixture.directory.publish("x", from: party.credential)
        #expect(try await fixture.publish(party, [.one(one)], sequence: 1) == .accepted)
        #expect(try await fixture.publish(party, [.one(one)], sequence: 2) == .accepted)
        #expect(try await fixture.publish(party, [.one(one)], sequence: 3) == .refused(.quotaUsedUp))
        #expect(try await fixture.publish(other, [.one(one)], sequence: 3) == .accepted)
        // What is published can always be taken back, and tokens are counted elsewhere.
        #expect(try await fixture.withdraw(party, sequence: 2) == .accepted)
        #expect(try await fixture.withdraw(party, name: "unknown", sequence: 2) == .refused(.quotaUsedUp))
        _ = try await fixture.running.token(to: party.credential)
    }

    /// One issuer's signers cannot keep another's from publishing for the number.
    @Test func numberOfOneIssuer() async throws {
        let fixture = try await DirectoryFixture(KeyDirectoryPolicy(bindingsPerNumber: 3))
        let range = try TelephoneNumberRange(start: TelephoneNumber(digits: "12155551200"), count: 100)
        let crowd = try (0..<4).map { _ in try fixture.party([.range(range)]) }
        for party in crowd.prefix(2) { #expect(try await fixture.publish(party, [.one(one)]) == .accepted) }
        #expect(try await fixture.publish(crowd[2], [.range(range)]) == .accepted)
        #expect(try await fixture.publish(crowd[3], [.one(one)]) == .refused(.tooManyForNumber))
        #expect(try await fixture.publish(crowd[3], [.range(range)]) == .refused(.tooManyForNumber))
        // What is there can be replaced, and other numbers of the range are free.
        #expect(try await fixture.publish(crowd[0], [.one(one)], sequence: 2) == .accepted)
        #expect(
            try await fixture.publish(crowd[3], [.one(try TelephoneNumber(digits: "12155551214"))]) == .accepted)
        let carrier = try fixture.authority.issueAuthority(commonName: "Carrier", validity: DirectoryFixture.validity)
        let other = try fixture.party([.range(range)], of: carrier)
        #expect(try await fixture.publish(other, [.one(one)]) == .accepted)
        #expect(try fixture.given(one).count == 4)
    }

    @Test func depthOfCoverage() throws {
        func coverage(_ numbers: BoundNumbers...) -> NumberCoverage { NumberCoverage(numbers) }
        func range(_ start: String, _ count: UInt64) throws -> BoundNumbers {
            .range(try TelephoneNumberRange(start: TelephoneNumber(digits: start), count: count))
        }
        func number(_ digits: String) throws -> BoundNumbers { .one(try TelephoneNumber(digits: digits)) }
        let own = coverage(try range("100", 50))
        #expect(own.depth(among: []) == 0)
        #expect(own.depth(among: [coverage(try range("100", 10)), coverage(try range("110", 10))]) == 1)
        #expect(own.depth(among: [coverage(try range("100", 11)), coverage(try range("110", 10))]) == 2)
        #expect(own.depth(among: [coverage(try range("090", 10)), coverage(try range("150", 10))]) == 0)
        #expect(own.depth(among: [coverage(try range("0100", 50)), coverage(try number("1*"))]) == 0)
        // One binding that names a number twice is one.
        #expect(own.depth(among: [coverage(try range("100", 10), try number("105"))]) == 1)
        #expect(coverage(try number("1*")).depth(among: [coverage(try number("1*")), coverage(try number("1#"))]) == 1)
        #expect(
            coverage(try number("999999999999999")).depth(among: [coverage(try number("999999999999999"))]) == 1)
    }
}
