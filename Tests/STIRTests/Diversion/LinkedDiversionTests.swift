import STIR
import Testing

@Suite("Diverted calls, side by side (RFC 8946 section 4)")
struct LinkedDiversionTests {
    private let fixture: DiversionFixture

    init() throws {
        fixture = try DiversionFixture()
    }

    @Test func linksInAnyOrder() async throws {
        let original = try fixture.original()
        let parts = try [original, fixture.div(by: 1, to: 2), fixture.div(by: 2, to: 3)]
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1]] {
            let (chains, unlinked) = PassportChain.linking(order.map { parts[$0] })
            #expect(unlinked.isEmpty)
            #expect(chains.map(\.passports) == [[parts[2], parts[1], original], [parts[1], original], [original]])
            let verified = try #require(try await fixture.verdict(chains[0]).verified)
            #expect(verified.passport == original.claimed)
            #expect(verified.destinations == (try fixture.destinations(3)))
            #expect(verified.diversions.count == 2)
        }
    }

    @Test func brokenChainIsNotMade() throws {
        let original = try fixture.original()
        let (last, other) = (try fixture.div(by: 2, to: 3), try fixture.div(by: 1, to: 2, caller: 7))
        let (chains, unlinked) = PassportChain.linking([original, last, other])
        #expect(chains.map(\.passports) == [[original]])
        #expect(unlinked == [last, other])
        #expect(PassportChain.linking([]).chains.isEmpty)
    }

    /// Section 4.1: one "div" for several PASSporTs with the same caller and destination.
    @Test func oneDiversionOfSeveralOriginals() async throws {
        let originals = try [fixture.original(), fixture.original(extension: .shaken(.full, .random()))]
        let div = try fixture.div(by: 1, to: 2)
        let (chains, _) = PassportChain.linking([div] + originals)
        #expect(chains.count == 4 && chains.prefix(2).map(\.passports) == originals.map { [div, $0] })
        for chain in chains { #expect(try await fixture.verdict(chain).refusal == nil) }
    }

    /// What a stranger adds lengthens a chain and hides none.
    @Test func strangersCannotHideACall() async throws {
        let original = try fixture.original()
        let div = try fixture.div(by: 1, to: 2)
        let junk = try UnverifiedPassport(
            fixture.impostor(key: 7, certificates: 2).signDiversion(
                of: div, by: fixture.identity(2), to: fixture.destinations(6)))
        let (chains, _) = PassportChain.linking([junk, original, div])
        #expect(chains.map(\.passports.count) == [3, 2, 1])
        #expect(try await fixture.verdict(chains[0]).refusal == .wrongSignature.at(.diversion(0)))
        #expect(try await fixture.verdict(chains[1]).refusal == nil)
    }

    @Test func circlesEnd() async throws {
        let passports = try [
            fixture.original(), fixture.div(by: 1, to: 2), fixture.div(by: 2, to: 1),
            fixture.div(by: 1, to: 1), fixture.original(),
        ]
        let (chains, _) = PassportChain.linking(passports + passports)
        for chain in chains {
            #expect(chain.passports.count <= PassportChain.maximumDiversions + 1)
            #expect(Set(chain.passports).count == chain.passports.count)
        }
        #expect(chains.contains { $0.passports.count == 4 })
    }

    /// 30 diversions that all fit together would make more than 17 million chains.
    @Test func manyDiversionsDoNotMultiply() throws {
        var passports = [try fixture.original()]
        for time in 0..<30 {
            passports.append(try fixture.div(by: 1, to: 1, issuedAt: DiversionFixture.now - Int64(time)))
        }
        let (chains, _) = PassportChain.linking(passports)
        #expect((2...64).contains(chains.count))
    }

    @Test func whatIsTooManyIsNotLinked() throws {
        let passports = try (0...PassportChain.maximumPassports).map { time in
            try fixture.original(issuedAt: DiversionFixture.now - Int64(time))
        }
        let (chains, unlinked) = PassportChain.linking(passports)
        #expect(chains.map(\.outermost) == passports.dropLast() && unlinked == passports.suffix(1))
    }

    @Test func divExtendsNestedChain() async throws {
        let nested = try fixture.nested(1, in: fixture.original())
        let div = try fixture.div(by: 2, to: 3)
        let (chains, _) = PassportChain.linking([div, nested])
        #expect(chains.map(\.passports.count) == [3, 2])
        #expect(try await fixture.verdict(chains[0]).verified?.diversions.count == 2)
    }

    @Test func longerThanFiveIsNotMade() throws {
        var passports = [try fixture.original()]
        for party in 1...6 { passports.append(try fixture.div(by: party, to: party + 1)) }
        let (chains, unlinked) = PassportChain.linking(passports)
        #expect(chains[0].passports.count == PassportChain.maximumDiversions + 1)
        #expect(unlinked == [passports[6]])
    }
}
