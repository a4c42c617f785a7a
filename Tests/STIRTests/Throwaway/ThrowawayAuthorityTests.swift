import Crypto
import STIR
import SwiftASN1
import Testing
import ThrowawayPKI
import X509

@Suite("Throwaway authority")
struct ThrowawayAuthorityTests {
    @Test func restoredFromPEMIssuesTheSame() async throws {
        let fixture = try STIRFixture()
        let restored = try ThrowawayAuthority(
            certificatePEM: fixture.authority.certificatePEM(), keyPEM: fixture.authority.keyPEM)
        let caller = try restored.issueCaller(
            authorising: .nonCritical(STIRFixture.provider()), validity: STIRFixture.validity)
        #expect(try await fixture.refusal(caller) == nil)
    }

    @Test func refusesWhatDoesNotBelongTogether() throws {
        let first = try ThrowawayAuthority.create(commonName: "One", validity: STIRFixture.validity)
        let second = try ThrowawayAuthority.create(commonName: "Two", validity: STIRFixture.validity)
        let pairs = [
            (try first.certificatePEM(), second.keyPEM), ("", first.keyPEM), (try first.certificatePEM(), ""),
            (first.keyPEM, try first.certificatePEM()),
        ]
        for (certificate, key) in pairs {
            #expect(throws: ThrowawayError.malformedKeyPair) {
                try ThrowawayAuthority(certificatePEM: certificate, keyPEM: key)
            }
        }
    }

    @Test func serverCertificateNamesHostsAndAddresses() async throws {
        let authority = try ThrowawayAuthority.create(commonName: "TLS", validity: STIRFixture.validity)
        let issued = try authority.issueServer(
            names: ["localhost", "cps.example.org", "127.0.0.1", "::1"], validity: STIRFixture.validity)
        let certificate = try Certificate(pemEncoded: issued.certificatePEM)
        let names = try #require(try certificate.extensions.subjectAlternativeNames)
        #expect(
            Array(names) == [
                .dnsName("localhost"), .dnsName("cps.example.org"),
                .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                .ipAddress(ASN1OctetString(contentBytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
            ])
        #expect(try certificate.extensions.extendedKeyUsage?.contains(.serverAuth) == true)
        let issuer = try authority.certificate.extensions.subjectKeyIdentifier?.keyIdentifier
        #expect(try certificate.extensions.authorityKeyIdentifier?.keyIdentifier == issuer)
        #expect(authority.certificate.publicKey.isValidSignature(certificate.signature, for: certificate))
    }

    @Test(arguments: ["", "a b", "a..b", "ä.example", ".", String(repeating: "a", count: 64)])
    func refusesNames(name: String) throws {
        let authority = try ThrowawayAuthority.create(commonName: "TLS", validity: STIRFixture.validity)
        #expect(throws: ThrowawayError.malformedName) {
            try authority.issueServer(names: [name], validity: STIRFixture.validity)
        }
        #expect(throws: ThrowawayError.malformedName) {
            try authority.issueServer(names: [], validity: STIRFixture.validity)
        }
    }
}
