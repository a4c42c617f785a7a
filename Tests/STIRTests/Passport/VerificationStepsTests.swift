import STIR
import Synchronization
import Testing

/// Counts how often it is asked.
private final class CountingSource: CertificateSource {
    let certificates: CertificatesByURL
    let count = Mutex(0)

    init(_ certificates: CertificatesByURL) { self.certificates = certificates }

    func chain(for reference: CertificateReference) async throws(CertificatesUnavailable) -> CertificateChain {
        count.withLock { $0 += 1 }
        return try await certificates.chain(for: reference)
    }
}

@Suite("The steps of verification, one by one (RFC 8816 section 8.2)")
struct VerificationStepsTests {
    private let fixture: DiversionFixture
    private let verifier: PassportVerifier
    private let now = DiversionFixture.now

    init() throws {
        fixture = try DiversionFixture()
        verifier = PassportVerifier(certificates: fixture.stir.certificates)
    }

    private func accredited(_ chain: PassportChain) async throws -> AccreditedChain {
        switch await verifier.credentials(of: chain, from: try fixture.source(), at: now) {
        case .accepted(let accredited): return accredited
        case .refused(let refusal):
            Issue.record("\(refusal)")
            throw CertificatesByURL.notFound
        }
    }

    /// Each step refuses what is its own to refuse, and nothing that is another's.
    @Test func stepsAreApart() async throws {
        let stale = PassportChain(try fixture.original(issuedAt: now - 61))
        #expect(verifier.refusalOfExtension(of: stale) == nil && verifier.refusalOfLinks(of: stale) == nil)
        #expect(verifier.refusalOfFreshness(of: stale, at: now) == .stale)
        #expect(verifier.refusalOfFreshness(of: stale, at: now - 1) == nil)

        let unknown = PassportChain(try fixture.original(extension: .unknown("rcd")))
        #expect(verifier.refusalOfExtension(of: unknown) == .unsupportedExtension)
        #expect(verifier.refusalOfFreshness(of: unknown, at: now) == nil)

        let forged = PassportChain(
            try UnverifiedPassport(
                fixture.impostor(key: 7, certificates: 0).sign(
                    issuedAt: now, origin: fixture.identity(0), destinations: fixture.destinations(1))))
        #expect(verifier.signatures(of: try await accredited(forged), at: now).refusal == .wrongSignature)

        let others = PassportChain(
            try UnverifiedPassport(
                fixture.signer(7).sign(
                    issuedAt: now, origin: fixture.identity(0), destinations: fixture.destinations(1))))
        guard
            case .refused(.originNotAuthorised) = await verifier.credentials(
                of: others, from: try fixture.source(), at: now)
        else {
            Issue.record("step 4 accepted who is not covered")
            return
        }
    }

    /// Whoever skips a step does not get to believe anything for it.
    @Test func skippedStepsAreMadeUpFor() async throws {
        for (chain, refusal) in [
            (PassportChain(try fixture.original(issuedAt: now - 61)), PassportRefusal.stale),
            (PassportChain(try fixture.original(extension: .unknown("rcd"))), .unsupportedExtension),
            (PassportChain(try fixture.div(by: 1, to: 2)), .noOriginal),
            (
                PassportChain(try fixture.diversion(of: fixture.original(), by: 1, to: 2, caller: 7)),
                PassportRefusal.originChanged.at(.diversion(0))
            ),
        ] {
            #expect(verifier.signatures(of: try await accredited(chain), at: now).refusal == refusal)
        }
        let late = try await accredited(PassportChain(fixture.original()))
        #expect(verifier.signatures(of: late, at: now + 60).refusal == nil)
        #expect(verifier.signatures(of: late, at: now + 61).refusal == .stale)
    }

    @Test func certificatesAreOnlyAskedForWhereTheyMatter() async throws {
        let source = CountingSource(try fixture.source(without: 2))
        let refused = try await verifier.verify(fixture.original(issuedAt: now - 61), from: source, at: now)
        #expect(refused.refusal == .stale && source.count.withLock { $0 } == 0)
        // 2 is the middle one of three.
        let broken = try await verifier.verify(fixture.nested(3, in: fixture.original()), from: source, at: now)
        #expect(broken.refusal == .certificatesUnavailable(CertificatesByURL.notFound).at(.diversion(1)))
        #expect(source.count.withLock { $0 } == 2)
    }

    @Test func refusalsOfCertificatesKeepTheirReason() {
        let one = CertificatesUnavailable(code: "one", message: "first reason")
        #expect(PassportRefusal.certificatesUnavailable(one).description == "first reason")
        #expect(
            PassportRefusal.certificatesUnavailable(one)
                != .certificatesUnavailable(CertificatesUnavailable(code: "two", message: "second")))
        #expect(PassportRefusal.stale != .stale.at(.original))
    }
}
