import Crypto
import SwiftASN1
import Testing
import X509

@testable import STIR
@testable import ThrowawayPKI

@Suite("STIR certificates (RFC 8226)")
struct STIRCertificateVerifierTests {
    private let fixture: STIRFixture
    private let list: TNAuthorizationList

    init() throws {
        fixture = try STIRFixture()
        list = try STIRFixture.provider()
    }

    private func issue(
        _ list: ThrowawayTNAuthList, validity: ThrowawayValidity = STIRFixture.validity,
        usage: KeyUsage? = KeyUsage(digitalSignature: true), further: [Certificate.Extension] = []
    ) throws -> ThrowawayCertificate {
        try fixture.authority.issueCaller(authorising: list, validity: validity, usage: usage, further: further)
    }

    @Test func credentialTellsKeyScopeAndExpiry() async throws {
        for carried in [ThrowawayTNAuthList.nonCritical(list), .critical(list)] {
            let caller = try issue(carried)
            guard case .valid(let credential) = try await fixture.verdict(caller) else {
                Issue.record("refused")
                continue
            }
            let key = try P256.Signing.PrivateKey(pemRepresentation: caller.keyPEM).publicKey
            #expect(credential.publicKeyInfo == Array(key.derRepresentation))
            #expect(credential.publicKeyInfo.count == 91)
            #expect(credential.tnAuthorizationList == list)
            #expect(credential.expires == STIRFixture.validity.notAfter)
        }
    }

    @Test func keyUsage() async throws {
        #expect(try await fixture.refusal(issue(.nonCritical(list), usage: nil)) == nil)
        #expect(
            try await fixture.refusal(issue(.nonCritical(list), usage: KeyUsage(keyAgreement: true))) == .wrongKeyUsage)
    }

    @Test func noList() async throws {
        #expect(try await fixture.refusal(issue(.absent)) == .noTNAuthList)
        let server = try fixture.authority.issueServer(names: ["localhost"], validity: STIRFixture.validity)
        #expect(try await fixture.refusal(server) == .noTNAuthList)
    }

    @Test(arguments: [[], [0x30, 0x00], [0x30, 0x05, 0xa2, 0x03, 0x16, 0x01, 0x41]] as [[UInt8]])
    func malformedList(bytes: [UInt8]) async throws {
        #expect(try await fixture.refusal(issue(.raw(bytes))) == .malformed)
    }

    /// Both bounds are included (RFC 5280 section 4.1.2.5).
    @Test func validity() async throws {
        let (notBefore, notAfter) = (STIRFixture.now + 100, STIRFixture.now + 200)
        let validity = ThrowawayValidity(notBefore: notBefore, notAfter: notAfter)
        let caller = try issue(.nonCritical(list), validity: validity)
        #expect(try await fixture.refusal(caller, at: notBefore - 1) == .notYetValid)
        #expect(try await fixture.refusal(caller, at: notBefore) == nil)
        #expect(try await fixture.refusal(caller, at: notAfter) == nil)
        #expect(try await fixture.refusal(caller, at: notAfter + 1) == .expired)
        #expect(try await fixture.refusal(caller, at: .max) == .expired)
        #expect(try await fixture.refusal(caller, at: .min) == .notYetValid)
    }

    @Test func expiredAuthority() async throws {
        let long = try issue(.nonCritical(list), validity: .days(4000, from: STIRFixture.now))
        #expect(try await fixture.refusal(long, at: STIRFixture.now + 400 * 86_400) == .expired)
    }

    @Test func unknownAuthority() async throws {
        // Of the same name, so that only the key tells them apart.
        let stranger = try ThrowawayAuthority.create(commonName: "Test STIR authority", validity: STIRFixture.validity)
        let caller = try stranger.issueCaller(authorising: .nonCritical(list), validity: STIRFixture.validity)
        #expect(try await fixture.refusal(caller) == .unknownAuthority)
        let both = try TrustAnchors([stranger.certificate, fixture.authority.certificate])
        let other = STIRCertificateVerifier(trustAnchors: both)
        guard case .valid = await other.verify(try CertificateChain(pem: caller.chainPEM), at: STIRFixture.now) else {
            Issue.record("refused")
            return
        }
    }

    @Test func selfSigned() async throws {
        let caller = try ThrowawayAuthority.selfSignedCaller(
            authorising: .nonCritical(list), validity: STIRFixture.validity)
        #expect(try await fixture.refusal(caller) == .selfSigned)
        // Not even where it was configured as a trust anchor.
        let chain = try CertificateChain(pem: caller.chainPEM)
        let gullible = STIRCertificateVerifier(trustAnchors: try TrustAnchors([chain.leaf]))
        guard case .refused = await gullible.verify(chain, at: STIRFixture.now) else {
            Issue.record("accepted")
            return
        }
    }

    @Test func authorityAsLeaf() async throws {
        let below = try fixture.authority.issueAuthority(
            commonName: "Below", authorising: .nonCritical(list), validity: STIRFixture.validity)
        let chain = try CertificateChain(leaf: below.certificate)
        guard case .refused(.notEndEntity) = await fixture.certificates.verify(chain, at: STIRFixture.now) else {
            Issue.record("not refused as it should be")
            return
        }
    }

    @Test func unknownCriticalExtension() async throws {
        let unknown = { (critical: Bool) in
            Certificate.Extension(oid: [1, 3, 6, 1, 4, 1, 99999, 1], critical: critical, value: [0x05, 0x00])
        }
        #expect(
            try await fixture.refusal(issue(.nonCritical(list), further: [unknown(true)])) == .unknownCriticalExtension)
        #expect(try await fixture.refusal(issue(.nonCritical(list), further: [unknown(false)])) == nil)
    }

    @Test func otherCurve() async throws {
        let key = P384.Signing.PrivateKey()
        let certificate = try fixture.authority.sign(
            ThrowawaySubject(
                commonName: "P-384", key: Certificate.PublicKey(key.publicKey), validity: STIRFixture.validity,
                extensions: ThrowawayExtensions.caller(.nonCritical(list), usage: nil)))
        let verdict = await fixture.certificates.verify(try CertificateChain(leaf: certificate), at: STIRFixture.now)
        guard case .refused(.unsupportedKey) = verdict else {
            Issue.record("not refused as it should be")
            return
        }
    }

    @Test func issuerThatIsNoAuthority() async throws {
        let caller = try issue(.nonCritical(list))
        let key = try P256.Signing.PrivateKey(pemRepresentation: caller.keyPEM)
        let leaf = try CertificateChain(pem: caller.chainPEM).leaf
        // With the right key usage it falls to basic constraints, with the wrong one to that.
        let usurper = ThrowawayAuthority(certificate: leaf, key: key, path: [leaf])
        let below = try usurper.issueCaller(authorising: .nonCritical(list), validity: STIRFixture.validity)
        #expect(try await fixture.refusal(below) == .wrongKeyUsage)

        let bare = try issue(.nonCritical(list), usage: KeyUsage(digitalSignature: true, keyCertSign: true))
        let bareLeaf = try CertificateChain(pem: bare.chainPEM).leaf
        let second = ThrowawayAuthority(
            certificate: bareLeaf, key: try P256.Signing.PrivateKey(pemRepresentation: bare.keyPEM), path: [bareLeaf])
        let underIt = try second.issueCaller(authorising: .nonCritical(list), validity: STIRFixture.validity)
        #expect(try await fixture.refusal(underIt) == .brokenChain)
    }

    /// Version 1 knows no basic constraints, so the library would let any such certificate issue others.
    @Test func versionOne() async throws {
        let key = P256.Signing.PrivateKey()
        let template = try CertificateChain(pem: issue(.nonCritical(list)).chainPEM).leaf
        let old = { (extensions: Certificate.Extensions) in
            try Certificate(
                version: .v1, serialNumber: template.serialNumber, publicKey: Certificate.PublicKey(key.publicKey),
                notValidBefore: template.notValidBefore, notValidAfter: template.notValidAfter,
                issuer: template.issuer, subject: template.subject, extensions: extensions,
                issuerPrivateKey: Certificate.PrivateKey(fixture.authority.key))
        }
        let leaf = try CertificateChain(leaf: old(template.extensions))
        guard case .refused(.malformed) = await fixture.certificates.verify(leaf, at: STIRFixture.now) else {
            Issue.record("not refused as it should be")
            return
        }
        let issuer = try old(Certificate.Extensions())
        let usurper = ThrowawayAuthority(certificate: issuer, key: key, path: [issuer])
        let below = try usurper.issueCaller(authorising: .nonCritical(list), validity: STIRFixture.validity)
        #expect(try await fixture.refusal(below) == .malformed)
    }

    @Test func delegation() async throws {
        let parent = try fixture.authority.issueAuthority(
            commonName: "Delegating", authorising: .nonCritical(STIRFixture.range("12125551000", 1000)),
            validity: STIRFixture.validity)
        let inside = try parent.issueCaller(
            authorising: .critical(STIRFixture.range("12125551500", 100)), validity: STIRFixture.validity)
        let outside = try parent.issueCaller(
            authorising: .nonCritical(STIRFixture.range("12125551950", 100)), validity: STIRFixture.validity)
        let code = try parent.issueCaller(authorising: .nonCritical(list), validity: STIRFixture.validity)
        #expect(try await fixture.refusal(inside) == nil)
        #expect(try await fixture.refusal(outside) == .exceedsParent)
        #expect(try await fixture.refusal(code) == .exceedsParent)

        // A list that is passed over by one authority still limits what is two levels below.
        let silent = try parent.issueAuthority(commonName: "Silent", validity: STIRFixture.validity)
        let deep = try silent.issueCaller(
            authorising: .nonCritical(STIRFixture.range("12125551950", 100)), validity: STIRFixture.validity)
        #expect(try await fixture.refusal(deep) == .exceedsParent)
    }

    @Test func missingIntermediate() async throws {
        let parent = try fixture.authority.issueAuthority(commonName: "Middle", validity: STIRFixture.validity)
        let caller = try parent.issueCaller(authorising: .nonCritical(list), validity: STIRFixture.validity)
        #expect(try await fixture.refusal(caller) == nil)
        let alone = try CertificateChain(pem: caller.certificatePEM)
        guard case .refused(.unknownAuthority) = await fixture.certificates.verify(alone, at: STIRFixture.now) else {
            Issue.record("not refused as it should be")
            return
        }
    }

    @Test func refusalsNameNobody() {
        let refusals: [CertificateRefusal] = [
            .malformed, .noTNAuthList, .notEndEntity, .unsupportedKey, .wrongKeyUsage, .selfSigned,
            .unknownCriticalExtension, .unknownAuthority, .notYetValid, .expired, .brokenChain, .exceedsParent,
            .wrongParent, .loop, .revoked, .revocationUnknown,
        ]
        #expect(Set(refusals).count == 16)
        #expect(Set(refusals.map(\.description)).count == 16)
    }

    @Test func credentialPrintsRedacted() async throws {
        let caller = try issue(.nonCritical(STIRFixture.range("12125551500", 100)))
        var dumped = ""
        dump(try await fixture.verdict(caller), to: &dumped)
        dump(try CertificateChain(pem: caller.chainPEM), to: &dumped)
        dump(caller, to: &dumped)
        dump(fixture.authority, to: &dumped)
        for secret in ["1212555", "Throwaway", "Test STIR", "BEGIN"] { #expect(!dumped.contains(secret)) }
    }
}
