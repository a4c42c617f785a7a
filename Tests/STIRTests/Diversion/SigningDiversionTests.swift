import STIR
import Testing

@Suite("Making diversions (RFC 8946 sections 3 and 5)")
struct SigningDiversionTests {
    private let fixture: DiversionFixture

    init() throws {
        fixture = try DiversionFixture()
    }

    @Test func copiesWhatItMustAndNoMore() throws {
        let received = try fixture.original(
            extension: .shaken(.full, .random()), issuedAt: DiversionFixture.now - 7,
            otherClaims: ["mky": .array([])])
        for nested in [false, true] {
            let (party, target) = (try fixture.identity(1), try fixture.destinations(2))
            let text =
                try nested
                ? fixture.signer(1).signNestedDiversion(of: received, by: party, to: target, historyIndex: "1.2.1")
                : fixture.signer(1).signDiversion(of: received, by: party, to: target, historyIndex: "1.2.1")
            let claimed = try UnverifiedPassport(text).claimed
            #expect(claimed.origin == received.claimed.origin && claimed.issuedAt == received.claimed.issuedAt)
            #expect(claimed.destinations == target && claimed.otherClaims.isEmpty)
            let diversion = try Diversion(by: party, historyIndex: "1.2.1")
            #expect(claimed.extension == (nested ? .divO(diversion, original: received) : .div(diversion)))
            #expect(Set(claimed.claimsJSON.members?.keys.map(\.self) ?? []).contains("opt") == nested)
        }
    }

    @Test func timeMayBeThatOfTheRetargeting() throws {
        let text = try fixture.signer(1).signDiversion(
            of: fixture.original(), by: fixture.identity(1), to: fixture.destinations(2), issuedAt: 12)
        #expect(try UnverifiedPassport(text).claimed.issuedAt == 12)
    }

    @Test func onlyFromOneDestinationToAnother() throws {
        let received = try fixture.original()
        for (party, target) in [(2, 3), (0, 3), (1, 1)] {
            #expect(throws: PassportError.notDiverted) {
                try fixture.signer(1).signNestedDiversion(
                    of: received, by: fixture.identity(party), to: fixture.destinations(target))
            }
            #expect(throws: PassportError.notDiverted) {
                try fixture.signer(1).signDiversion(
                    of: received, by: fixture.identity(party), to: fixture.destinations(target))
            }
        }
    }

    @Test func divIsNotNested() throws {
        #expect(throws: PassportError.cannotBeNested) {
            try fixture.signer(2).signNestedDiversion(
                of: fixture.div(by: 1, to: 2), by: fixture.identity(2), to: fixture.destinations(3))
        }
    }

    @Test func sixthDiversionIsRefused() throws {
        let five = try fixture.nested(PassportChain.maximumDiversions, in: fixture.original())
        #expect(throws: PassportError.nestedTooDeep) {
            try fixture.signer(6).signNestedDiversion(
                of: five, by: fixture.identity(6), to: fixture.destinations(7))
        }
        // Side by side there is nothing to nest.
        #expect(throws: Never.self) {
            try fixture.signer(6).signDiversion(of: five, by: fixture.identity(6), to: fixture.destinations(7))
        }
    }

    @Test func tooLongIsRefused() throws {
        let long = try fixture.original(otherClaims: ["x": .string(String(repeating: "y", count: 11_000))])
        #expect(throws: PassportError.tooLong) {
            try fixture.signer(1).signNestedDiversion(of: long, by: fixture.identity(1), to: fixture.destinations(2))
        }
    }

    @Test func historyIndexHasItsForm() throws {
        let party = try fixture.identity(1)
        for index in ["", ".", "1.", ".1", "1..2", "1.a", "-1", "１", String(repeating: "1", count: 65)] {
            #expect(throws: PassportError.malformedDiversion) { try Diversion(by: party, historyIndex: index) }
        }
        #expect(throws: PassportError.malformedDiversion) { try Diversion(by: .uri("no colon")) }
    }

    /// A name of an extension that has claims of its own cannot be written without them.
    @Test func knownNamesAreNotUnknown() throws {
        for name in ["", "shaken", "div", "div-o"] {
            #expect(throws: PassportError.malformedHeader) { try fixture.original(extension: .unknown(name)) }
        }
        let diversion = try Diversion(by: fixture.identity(1))
        for claim in ["div", "opt"] {
            #expect(throws: PassportError.malformedClaim) {
                try fixture.original(extension: .div(diversion), otherClaims: [claim: .string("x")])
            }
        }
    }
}
