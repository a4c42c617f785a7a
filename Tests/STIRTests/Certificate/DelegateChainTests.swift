import Crypto
import SwiftASN1
import Testing
import X509

@testable import STIR
@testable import ThrowawayPKI

@Suite("Chains of delegates (RFC 9060), and those that are none")
struct DelegateChainTests {
    private let fixture: STIRFixture
    private let parent: ThrowawayAuthority

    init() throws {
        fixture = try STIRFixture()
        parent = try fixture.authority.issueAuthority(
            commonName: "Parent", authorising: .nonCritical(STIRFixture.range("12125551000", 1000)),
            validity: STIRFixture.validity)
    }

    private func delegate(
        of issuer: ThrowawayAuthority, _ start: String = "12125551500", _ count: UInt64 = 100,
        validity: ThrowawayValidity = STIRFixture.validity
    ) throws -> ThrowawayCertificate {
        try issuer.issueCaller(authorising: .nonCritical(STIRFixture.range(start, count)), validity: validity)
    }

    private func middle(
        validity: ThrowawayValidity = STIRFixture.validity, usage: KeyUsage = KeyUsage(keyCertSign: true)
    ) throws -> ThrowawayAuthority {
        try parent.issueAuthority(
            commonName: "Middle", authorising: .nonCritical(STIRFixture.range("12125551400", 400)), validity: validity,
            usage: usage)
    }

    @Test func three() async throws {
        #expect(try await fixture.refusal(delegate(of: middle())) == nil)
        // In any order, and with the trust anchor at the end or without.
        let chain = try CertificateChain(pem: delegate(of: middle()).chainPEM)
        for rest in [chain.intermediates.reversed(), chain.intermediates + [fixture.authority.certificate]] {
            let other = try CertificateChain(leaf: chain.leaf, intermediates: Array(rest))
            guard case .valid = await fixture.certificates.verify(other, at: STIRFixture.now) else {
                Issue.record("refused")
                return
            }
        }
    }

    @Test func outsideOfTheParent() async throws {
        #expect(try await fixture.refusal(delegate(of: middle(), "12125551300", 10)) == .exceedsParent)
        let greedy = try parent.issueAuthority(
            commonName: "Greedy", authorising: .nonCritical(STIRFixture.range("12125550000", 5000)),
            validity: STIRFixture.validity)
        #expect(try await fixture.refusal(delegate(of: greedy)) == .exceedsParent)
    }

    @Test func expiredMiddle() async throws {
        let past = ThrowawayValidity(notBefore: STIRFixture.now - 100, notAfter: STIRFixture.now - 1)
        let future = ThrowawayValidity(notBefore: STIRFixture.now + 1, notAfter: STIRFixture.now + 100)
        #expect(try await fixture.refusal(delegate(of: middle(validity: past))) == .expired)
        #expect(try await fixture.refusal(delegate(of: middle(validity: future))) == .notYetValid)
    }

    @Test func wrongKeyUsageInTheMiddle() async throws {
        for usage in [KeyUsage(digitalSignature: true), KeyUsage(cRLSign: true)] {
            #expect(try await fixture.refusal(delegate(of: middle(usage: usage))) == .wrongKeyUsage)
        }
    }

    /// Two authorities that issued each other, and neither by one that is trusted.
    @Test func loop() async throws {
        let first = try ThrowawayAuthority.create(commonName: "First", validity: STIRFixture.validity)
        let second = try ThrowawayAuthority.create(commonName: "Second", validity: STIRFixture.validity)
        let cross = { (subject: ThrowawayAuthority, name: String, issuer: ThrowawayAuthority) in
            try issuer.sign(
                ThrowawaySubject(
                    commonName: name, key: Certificate.PublicKey(subject.key.publicKey), validity: STIRFixture.validity,
                    extensions: ThrowawayExtensions.authority(.absent)))
        }
        let path = [try cross(first, "First", second), try cross(second, "Second", first)]
        let leaf = try ThrowawayAuthority(certificate: path[0], key: first.key, path: path).issueCaller(
            authorising: .nonCritical(STIRFixture.provider()), validity: STIRFixture.validity)
        #expect(try await fixture.refusal(leaf) == .loop)
        // Without one of the two it is just unknown.
        let chain = try CertificateChain(pem: leaf.chainPEM)
        let open = try CertificateChain(leaf: chain.leaf, intermediates: Array(chain.intermediates.prefix(1)))
        guard case .refused(.unknownAuthority) = await fixture.certificates.verify(open, at: STIRFixture.now) else {
            Issue.record("not refused as it should be")
            return
        }
    }

    /// RFC 9060 section 7: the key identifiers pair all along the chain.
    @Test func parentIsFoundByItsKeyIdentifier() async throws {
        let template = try CertificateChain(pem: delegate(of: parent).chainPEM).leaf
        let issued = { (issuer: ThrowawayAuthority, extensions: Certificate.Extensions) in
            let certificate = try Certificate(
                version: .v3, serialNumber: template.serialNumber, publicKey: template.publicKey,
                notValidBefore: template.notValidBefore, notValidAfter: template.notValidAfter,
                issuer: issuer.certificate.subject, subject: template.subject, extensions: extensions,
                issuerPrivateKey: Certificate.PrivateKey(issuer.key))
            let chain = try CertificateChain(leaf: certificate, intermediates: issuer.path)
            switch await fixture.certificates.verify(chain, at: STIRFixture.now) {
            case .valid: return CertificateRefusal?.none
            case .refused(let refusal): return refusal
            }
        }
        var without = template.extensions
        without.remove(.X509ExtensionID.authorityKeyIdentifier)
        var other = without
        try other.append(
            Certificate.Extension(AuthorityKeyIdentifier(keyIdentifier: [1, 2, 3, 4]), critical: false))
        #expect(try await issued(parent, template.extensions) == nil)
        #expect(try await issued(parent, without) == .wrongParent)
        #expect(try await issued(parent, other) == .wrongParent)
        // Right below an authority without a list, RFC 8226 holds alone: it may be missing, but not be wrong.
        #expect(try await issued(fixture.authority, without) == nil)
        #expect(try await issued(fixture.authority, other) == .wrongParent)
    }
}
