import Encodings
import OutOfBand
import STIR
import Testing
import ThrowawayPKI

/// The steps of RFC 8816 section 8.2, one after the other, each with a PASSporT that does not pass it.
@Suite struct VerificationStepsTests {
    /// Where the only PASSporT of a call fell out, or `nil` where it proves the caller.
    private func step(
        _ town: Town, _ passport: String, knowing strangers: [Subscriber] = []
    ) async throws -> VerificationStep? {
        let report = try await town.verification(knowing: strangers).verify(town.call(passport))
        #expect(report.verdict == (report.verified.isEmpty ? .failed : .passed))
        #expect(report.fallen.count + report.verified.count == 1)
        return report.fallen.first?.step
    }

    @Test func whatIsTrueProvesTheCaller() async throws {
        let town = try await Town()
        let report = try await town.verification().verify(town.call(try town.passport()))
        #expect(report.verdict == .passed)
        #expect(report.verified.first?.passport.passport.origin == town.caller.number)
        #expect(report.distinctCalls == 1)
        for step in VerificationStep.allCases { #expect(report.examined[step] == 1) }
    }

    @Test func whatIsNoPassportFallsOutAtTheFirst() async throws {
        let town = try await Town()
        #expect(try await step(town, "") == .retrieval)
        #expect(try await step(town, "this is not a PASSporT") == .retrieval)
        let signature = try #require(try town.passport().split(separator: ".").last)
        let compact = try await town.verification().verify(town.call("..\(signature)"))
        #expect(compact.fallen.first?.step == .retrieval)
        #expect(compact.reason.contains("compact form"))
    }

    @Test func unknownExtensionsFallOutAtTheSecond() async throws {
        let town = try await Town()
        #expect(try await step(town, try town.passport(extension: .unknown("rph"))) == .extensions)
    }

    @Test func otherCallsFallOutAtTheThird() async throws {
        let town = try await Town()
        #expect(try await step(town, try town.passport(from: town.other.number, signedBy: town.other)) == .parties)
        #expect(try await step(town, try town.passport(to: try town.other.destinations)) == .parties)
        let anonymous = IncomingCall(caller: nil, called: [town.callee.number], inBand: [try town.passport()])
        #expect(try await town.verification().verify(anonymous).fallen.first?.step == .parties)
    }

    @Test func badCredentialsFallOutAtTheFourth() async throws {
        let town = try await Town()
        // A certificate for another number, one of an authority that nobody trusts, one that cannot be had.
        #expect(try await step(town, try town.passport(signedBy: town.other)) == .credentials)
        let elsewhere = try ThrowawayAuthority.create(commonName: "Nobody's", validity: .days(1, from: Town.now))
        let stranger = try await Subscriber("12155550101", by: elsewhere, at: Town.now)
        #expect(try await step(town, try town.passport(signedBy: stranger), knowing: [stranger]) == .credentials)
        let unknown = try await Subscriber("12155550199", certified: "12155550101", by: town.authority, at: Town.now)
        #expect(try await step(town, try town.passport(signedBy: unknown)) == .credentials)
        #expect(try await step(town, try town.passport(signedBy: unknown), knowing: [unknown]) == nil)
    }

    @Test(arguments: [-61, 61]) func whatIsNotFreshFallsOutAtTheFifth(seconds: Int64) async throws {
        let town = try await Town()
        #expect(try await step(town, try town.passport(issuedAt: Town.now + seconds)) == .freshness)
        #expect(try await step(town, try town.passport(issuedAt: Town.now + seconds - seconds.signum())) == nil)
    }

    @Test func wrongSignaturesFallOutAtTheSixth() async throws {
        let town = try await Town()
        // What one says, and the other signed.
        let parts = try town.passport().split(separator: ".")
        let signature = try #require(try town.passport(issuedAt: Town.now + 1).split(separator: ".").last)
        #expect(try await step(town, "\(parts[0]).\(parts[1]).\(signature)") == .signature)
    }

    @Test func theFirstStepThatIsNotPassedIsTold() async throws {
        let town = try await Town()
        // Wrong in every respect, and mended one by one.
        let old = Town.now - 1000
        let rph = PassportExtension.unknown("rph")
        let from = town.other.number
        let all = try town.passport(from: from, signedBy: town.callee, extension: rph, issuedAt: old)
        #expect(try await step(town, all) == .extensions)
        #expect(try await step(town, try town.passport(from: from, signedBy: town.callee, issuedAt: old)) == .parties)
        #expect(try await step(town, try town.passport(signedBy: town.callee, issuedAt: old)) == .credentials)
        #expect(try await step(town, try town.passport(issuedAt: old)) == .freshness)
    }

    @Test func eachFallsOutForItself() async throws {
        let town = try await Town()
        let call = town.call(
            "rubbish", try town.passport(extension: .unknown("rph")), try town.passport(signedBy: town.other),
            try town.passport())
        let report = try await town.verification().verify(call)
        #expect(report.verdict == .passed)
        #expect(report.verified.count == 1)
        #expect(report.fallen.map(\.step).sorted() == [.retrieval, .extensions, .credentials])
        #expect(report.examined[.retrieval] == 4)
        #expect(report.examined[.extensions] == 3)
        #expect(report.examined[.signature] == 1)
    }

    @Test func reportsNameNobody() async throws {
        let town = try await Town()
        for passport in [try town.passport(signedBy: town.other), try town.passport(from: town.other.number)] {
            let report = try await town.verification().verify(town.call(passport))
            #expect(!"\(report)".contains("1215555"))
            #expect(!report.reason.contains("1215555"))
        }
    }
}
