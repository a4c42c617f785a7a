import STIR
import Testing
import ThrowawayPKI

@Suite("Diverted calls, nested (RFC 8946 section 5)")
struct NestedDiversionTests {
    private let fixture: DiversionFixture

    init() throws {
        fixture = try DiversionFixture()
    }

    @Test(arguments: 1...PassportChain.maximumDiversions)
    func verifies(diversions: Int) async throws {
        let original = try fixture.original(extension: .shaken(.full, .random()))
        let passport = try fixture.nested(diversions, in: original)
        let verified = try #require(try await fixture.verdict(passport).verified)
        #expect(verified.passport == original.claimed)
        #expect(verified.compactSerialization == original.compactSerialization)
        #expect(verified.destinations == (try fixture.destinations(diversions + 1)))
        #expect(try verified.diversions.map(\.diversion.party) == (1...diversions).reversed().map(fixture.identity))
        #expect(verified.diversions.first?.compactSerialization == passport.compactSerialization)
        #expect(Set(verified.diversions.map(\.signer.publicKeyInfo)).count == diversions)
        #expect(PassportChain(passport).origin == original.claimed.origin)
    }

    @Test func callThatWasNotDivertedHasNoLinks() async throws {
        let original = try fixture.original()
        let verified = try #require(try await fixture.verdict(original).verified)
        #expect(verified.diversions.isEmpty && verified.destinations == original.claimed.destinations)
        let refusal = try await fixture.refusal(original, at: DiversionFixture.now + 61)
        #expect(refusal == .stale && refusal?.link == nil)
    }

    /// Section 3: authority over the number that is diverted, and none over the caller's.
    @Test func whoDivertsMustBeCovered() async throws {
        let original = try fixture.original()
        for wrong in [0, 2, 3] {
            let passport = try fixture.diversion(of: original, by: 1, to: 2, signer: fixture.signer(wrong))
            #expect(try await fixture.refusal(passport) == .divertingPartyNotAuthorised.at(.diversion(0)))
        }
        let good = try fixture.diversion(of: original, by: 1, to: 2)
        let outer = try fixture.diversion(of: good, by: 2, to: 3, signer: fixture.signer(1))
        #expect(try await fixture.refusal(outer) == .divertingPartyNotAuthorised.at(.diversion(0)))
        let inner = try fixture.diversion(of: original, by: 1, to: 2, signer: fixture.signer(2))
        let around = try fixture.diversion(of: inner, by: 2, to: 3)
        #expect(try await fixture.refusal(around) == .divertingPartyNotAuthorised.at(.diversion(1)))
    }

    /// Who diverts cannot make up a call: the original is signed for the caller.
    @Test func originalMustBeSignedForTheCaller() async throws {
        let forged = try UnverifiedPassport(
            fixture.signer(1).sign(
                issuedAt: DiversionFixture.now, origin: fixture.identity(0), destinations: fixture.destinations(1)))
        let passport = try fixture.diversion(of: forged, by: 1, to: 2)
        #expect(try await fixture.refusal(passport) == .originNotAuthorised.at(.original))
    }

    /// Section 4.2 step 3.
    @Test func callerMustStayTheSame() async throws {
        let original = try fixture.original()
        let changed = try fixture.diversion(of: original, by: 1, to: 2, caller: 7)
        #expect(try await fixture.refusal(changed) == .originChanged.at(.diversion(0)))
        // Changed and changed back: first and last agree, and still it is broken in the middle.
        let back = try fixture.diversion(of: changed, by: 2, to: 3)
        #expect(try await fixture.refusal(back) == .originChanged.at(.diversion(0)))
        let inside = try fixture.diversion(of: changed, by: 2, to: 3, caller: 7)
        #expect(try await fixture.refusal(inside) == .originChanged.at(.diversion(1)))
    }

    /// Section 4.2: "dest" of what is diverted holds "div".
    @Test func whoDivertsMustHaveBeenCalled() async throws {
        let original = try fixture.original()
        let passport = try fixture.diversion(of: original, by: 3, to: 4)
        #expect(try await fixture.refusal(passport) == .notDivertedFromDestination.at(.diversion(0)))
        let skipped = try fixture.diversion(of: fixture.diversion(of: original, by: 1, to: 2), by: 1, to: 3)
        #expect(try await fixture.refusal(skipped) == .notDivertedFromDestination.at(.diversion(0)))
        let several = try UnverifiedPassport(
            fixture.signer(0).sign(
                issuedAt: DiversionFixture.now, origin: fixture.identity(0), destinations: fixture.destinations(3, 1)))
        #expect(try await fixture.refusal(fixture.diversion(of: several, by: 1, to: 2)) == nil)
    }

    @Test(arguments: 0...2)
    func everySignatureCounts(link: Int) async throws {
        func signer(_ party: Int) throws -> PassportSigner {
            try party == 2 - link ? fixture.impostor(key: 7, certificates: party) : fixture.signer(party)
        }
        let original = try UnverifiedPassport(
            signer(0).sign(
                issuedAt: DiversionFixture.now, origin: fixture.identity(0), destinations: fixture.destinations(1)))
        let once = try fixture.diversion(of: original, by: 1, to: 2, signer: signer(1))
        let twice = try fixture.diversion(of: once, by: 2, to: 3, signer: signer(2))
        #expect(
            try await fixture.refusal(twice) == .wrongSignature.at(link == 2 ? .original : .diversion(link)))
    }

    @Test(arguments: 0...2)
    func everyCertificateCounts(link: Int) async throws {
        let passport = try fixture.nested(2, in: fixture.original())
        let verdict = await PassportVerifier(certificates: fixture.stir.certificates)
            .verify(passport, from: try fixture.source(without: 2 - link), at: DiversionFixture.now)
        #expect(
            verdict.refusal
                == .certificatesUnavailable(CertificatesByURL.notFound).at(link == 2 ? .original : .diversion(link)))
    }

    /// Section 4.2 step 4: the outermost must be fresh, and without a wider window the others too.
    @Test func freshness() async throws {
        let now = DiversionFixture.now
        let old = try fixture.original(issuedAt: now - 3600)
        let late = try fixture.diversion(of: old, by: 1, to: 2)
        #expect(try await fixture.refusal(late) == .stale.at(.original))
        #expect(try await fixture.refusal(late, earlier: PassportVerifier.longestEarlierFreshness) == nil)
        #expect(try await fixture.refusal(late, earlier: 3599) == .stale.at(.original))
        let stale = try fixture.diversion(of: fixture.original(), by: 1, to: 2, issuedAt: now - 61)
        #expect(try await fixture.refusal(stale, earlier: 10_800) == .stale.at(.diversion(0)))
        let middle = try fixture.diversion(of: stale, by: 2, to: 3)
        #expect(try await fixture.refusal(middle) == .stale.at(.diversion(1)))
        let ahead = try fixture.diversion(of: fixture.original(issuedAt: now + 61), by: 1, to: 2)
        #expect(try await fixture.refusal(ahead, earlier: 10_800) == .fromTheFuture.at(.original))
    }

    /// Section 4.2 step 5: the chain of an innermost PASSporT with an unknown type is ignored.
    @Test func unknownExtensionInside() async throws {
        let rcd = try fixture.original(extension: .unknown("rcd"))
        let passport = try fixture.nested(1, in: rcd)
        #expect(try await fixture.refusal(passport) == .unsupportedExtension.at(.original))
    }

    /// A "div" says who diverted and nothing about who calls. Whoever has any certificate could make one.
    @Test func divAloneIsNeverBelieved() async throws {
        let div = try fixture.div(by: 1, to: 2)
        #expect(try await fixture.refusal(div) == .noOriginal)
        let around = try fixture.diversion(of: div, by: 2, to: 3)
        #expect(try await fixture.refusal(around) == .noOriginal.at(.original))
    }

    @Test func wordsSayWhichLinkWithoutNumbers() {
        let refusals = [PassportLink.original, .diversion(0), .diversion(2)].map { PassportRefusal.stale.at($0) }
        #expect(Set(refusals.map(\.description)).count == 3 && Set(refusals).count == 3)
        #expect(refusals[0].description.hasPrefix("the original PASSporT of a diverted call: "))
        #expect(refusals[2].description.contains("2 before the latest"))
    }
}
