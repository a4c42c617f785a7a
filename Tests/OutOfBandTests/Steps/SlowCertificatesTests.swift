import OutOfBand
import STIR
import Testing

/// What a stranger leaves must not hold up what is true.
@Suite struct SlowCertificatesTests {
    /// Never finds the certificates at one address; knows the others.
    private struct StuckAt: CertificateSource {
        let url: String
        let others: CertificatesByURL

        func chain(for reference: CertificateReference) async throws(CertificatesUnavailable) -> CertificateChain {
            if reference == .url(url) {
                // Until it is told to stop, which is when the test is over.
                while !Task.isCancelled { await Task.yield() }
            }
            return try await others.chain(for: reference)
        }
    }

    @Test(.timeLimit(.minutes(1))) func aPassportThatIsTrueDoesNotWaitForOneWhoseCertificatesNeverCome() async throws {
        let town = try await Town()
        let planted = try await Subscriber("12155550101", by: town.authority, at: Town.now)
        let service = try town.verification(
            certificates: StuckAt(url: planted.certificateURL, others: try town.certificates()))
        let report = await service.verify(town.call(try town.passport(signedBy: planted), try town.passport()))
        #expect(report.verdict == .passed)
        #expect(report.fallen.map(\.step) == [.credentials])
        #expect(report.fallen.first?.reason.contains("did not come") == true)
    }

    @Test func aCopyOfAPassportIsNotAnotherCall() async throws {
        let town = try await Town()
        let passport = try town.passport()
        let twice = try await town.verification().verify(town.call(passport, passport))
        #expect(twice.distinctCalls == 1)
    }
}
