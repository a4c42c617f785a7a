import Encodings
import STIR
import Testing

@Suite("Certificates in the header (x5c, RFC 7515 section 4.1.6)")
struct IncludedCertificatesTests {
    private func error(_ parameters: String) -> PassportError? {
        let header = Serialized.goodHeader.replacing(
            #""x5u":"https://cert.example.org/passport.cer""#, with: parameters)
        do throws(PassportError) {
            _ = try UnverifiedPassport(Serialized(header: header).text)
            return nil
        } catch {
            return error
        }
    }

    @Test func verifiesWithoutFetching() async throws {
        let fixture = try DiversionFixture()
        let reference = try CertificateReference.including(fixture.chain(0))
        let text = try fixture.signer(0, certificates: reference).sign(
            issuedAt: DiversionFixture.now, origin: fixture.identity(0), destinations: fixture.destinations(1))
        let unverified = try UnverifiedPassport(text)
        guard case .included(let der) = unverified.claimed.certificates else {
            Issue.record("x5c was not read")
            return
        }
        #expect(try CertificateChain(der: der) == fixture.chain(0))
        #expect(unverified.claimed.certificates == reference)
        let header = try #require(try CompactSerialization(text).header.members)
        #expect(header["x5u"] == nil && header["x5c"]?.elements?.count == der.count)
        let verdict = await PassportVerifier(certificates: fixture.stir.certificates)
            .verify(unverified, from: CertificatesByURL(chains: [:]), at: DiversionFixture.now)
        #expect(verdict.refusal == nil)
    }

    @Test func oneOrTheOther() {
        #expect(error(#""x5c":["AAAA"]"#) == nil)
        #expect(error(#""x":1"#) == .certificatesMissing)
        #expect(error(#""x5c":["AAAA"],"x5u":"https://a.example/c""#) == .certificatesTwice)
        #expect(error(#""x5c":null,"x5u":"https://a.example/c""#) == .certificatesTwice)
        #expect(error(#""x5c":["AAAA"],"x5c":["AAAA"]"#) == .malformedJSON)
    }

    @Test(arguments: [
        "null", "1", #""AAAA""#, "{}", "[]", "[1]", "[null]", #"["AAAA",1]"#, #"[["AAAA"]]"#, #"[""]"#, #"["AAAA",""]"#,
        // Not base64 with padding: a length that it never has, the alphabet of URLs, spare bits, white space, PEM.
        #"["AAA"]"#, #"["AA"]"#, #"["AAA-"]"#, #"["AAA_"]"#, #"["AAB="]"#, #"["AA A"]"#, #"["AAAA\n"]"#, #"["===="]"#,
        #"["A==="]"#, #"["-----BEGIN CERTIFICATE-----"]"#,
        #"["AAAA","AAAA","AAAA","AAAA","AAAA","AAAA","AAAA"]"#,
    ])
    func malformed(value: String) {
        #expect(error(#""x5c":\#(value)"#) == .malformedIncludedCertificates)
    }

    @Test func signerRefusesWhatCouldNotBeReadAgain() throws {
        let fixture = try DiversionFixture()
        let large = [UInt8](repeating: 7, count: CertificateChain.maximumBytes)
        for certificates in [[], [[]], [[UInt8]](repeating: [1], count: 7), [large, [1]]] {
            #expect(throws: PassportError.malformedIncludedCertificates) {
                try fixture.signer(0, certificates: .included(certificates))
            }
        }
        #expect(throws: Never.self) { try fixture.signer(0, certificates: .included([[1]])) }
    }

    /// What is no certificate is for those to refuse who read them.
    @Test func junkIsUnavailable() async throws {
        let fixture = try DiversionFixture()
        let text = try fixture.signer(0, certificates: .included([[1, 2, 3]])).sign(
            issuedAt: DiversionFixture.now, origin: fixture.identity(0), destinations: fixture.destinations(1))
        let verdict = await PassportVerifier(certificates: fixture.stir.certificates)
            .verify(try UnverifiedPassport(text), from: try fixture.source(), at: DiversionFixture.now)
        #expect(
            verdict.refusal == .certificatesUnavailable(CertificatesUnavailable(code: "malformed", message: "")))
    }
}
