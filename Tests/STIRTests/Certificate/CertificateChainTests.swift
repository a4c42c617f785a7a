import STIR
import SeededRandomness
import SwiftASN1
import Testing
import ThrowawayPKI
import X509

@Suite("Reading certificates")
struct CertificateChainTests {
    private let caller: ThrowawayCertificate

    init() throws {
        let fixture = try STIRFixture()
        let middle = try fixture.authority.issueAuthority(commonName: "Middle", validity: STIRFixture.validity)
        caller = try middle.issueCaller(
            authorising: .nonCritical(STIRFixture.provider()), validity: STIRFixture.validity)
    }

    @Test func leafComesFirst() throws {
        let chain = try CertificateChain(pem: "some text\n" + caller.chainPEM)
        let leaf = try Certificate(pemEncoded: caller.certificatePEM)
        #expect(chain.leaf == leaf)
        #expect(chain.intermediates.count == 1)
        let der = try PEMDocument.parseMultiple(pemString: caller.chainPEM).map(\.derBytes)
        #expect(try CertificateChain(der: der) == chain)
    }

    @Test func refusals() throws {
        for pem in ["", "hello", "-----BEGIN CERTIFICATE-----"] {
            #expect(throws: STIRCertificateError.noCertificate) { try CertificateChain(pem: pem) }
            #expect(throws: STIRCertificateError.noCertificate) { try TrustAnchors(pem: pem) }
        }
        let broken = caller.certificatePEM.replacing("MI", with: "NI")
        for pem in [broken, caller.keyPEM, caller.chainPEM + caller.keyPEM] {
            #expect(throws: STIRCertificateError.malformedCertificate) { try CertificateChain(pem: pem) }
            #expect(throws: STIRCertificateError.malformedCertificate) { try TrustAnchors(pem: pem) }
        }
        #expect(throws: STIRCertificateError.noCertificate) { try CertificateChain(der: []) }
        #expect(throws: STIRCertificateError.malformedCertificate) { try CertificateChain(der: [[0x30, 0x00]]) }
        #expect(throws: STIRCertificateError.noCertificate) { try TrustAnchors([]) }
    }

    @Test func boundsOfChains() throws {
        let six = String(repeating: caller.certificatePEM, count: CertificateChain.maximumCertificates)
        #expect(try CertificateChain(pem: six).intermediates.count == 5)
        #expect(throws: STIRCertificateError.tooMany) { try CertificateChain(pem: six + caller.certificatePEM) }
        let long = String(repeating: "x", count: CertificateChain.maximumBytes + 1)
        #expect(throws: STIRCertificateError.tooMany) { try CertificateChain(pem: long) }
        let bytes = [UInt8](repeating: 0, count: CertificateChain.maximumBytes + 1)
        #expect(throws: STIRCertificateError.tooMany) { try CertificateChain(der: [bytes]) }
        #expect(throws: STIRCertificateError.tooMany) { try CertificateChain(der: Array(repeating: [], count: 7)) }
    }

    @Test func fuzz() async throws {
        let fixture = try STIRFixture()
        let issued = try fixture.authority.issueCaller(
            authorising: .critical(STIRFixture.range("12125551000", 10)), validity: STIRFixture.validity)
        let original = try PEMDocument(pemString: issued.certificatePEM).derBytes
        var generator = SeededGenerator(seed: 8)
        var read = 0
        for _ in 0..<1500 {
            let bytes = generator.mutation(of: original)
            guard bytes != original, let chain = try? CertificateChain(der: [bytes]) else { continue }
            read += 1
            // Nothing that was changed may pass: the authority's signature covers it.
            guard case .refused = await fixture.certificates.verify(chain, at: STIRFixture.now) else {
                Issue.record("a changed certificate was accepted")
                return
            }
        }
        #expect(read > 50)
    }
}
