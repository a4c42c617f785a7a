import Crypto
import STIR
import Testing
import ThrowawayPKI
import X509

@Suite("Verifying PASSporTs")
struct PassportVerifierTests {
    private let fixture: STIRFixture
    private let number: TelephoneNumber
    private let destinations: PassportDestinations

    init() throws {
        fixture = try STIRFixture()
        number = try TelephoneNumber(digits: "12155550121")
        destinations = try PassportDestinations(numbers: [TelephoneNumber(digits: "12155550131")])
    }

    private func caller(
        _ list: TNAuthorizationList, further: [Certificate.Extension] = []
    ) throws -> ThrowawayCertificate {
        try fixture.authority.issueCaller(
            authorising: .nonCritical(list), validity: STIRFixture.validity, further: further)
    }

    private func signed(
        by caller: ThrowawayCertificate, from origin: PassportIdentity? = nil
    ) throws -> UnverifiedPassport {
        try UnverifiedPassport(
            fixture.signer(caller).sign(
                extension: .shaken(.full, .random()), issuedAt: STIRFixture.now, origin: origin ?? .number(number),
                destinations: destinations, otherClaims: ["confidence": .string("high")]))
    }

    private func refusal(
        _ passport: UnverifiedPassport, _ caller: ThrowawayCertificate, at now: Int64 = STIRFixture.now
    ) async throws -> PassportRefusal? {
        let verifier = PassportVerifier(certificates: fixture.certificates)
        let verdict = await verifier.verify(passport, chain: try CertificateChain(pem: caller.chainPEM), at: now)
        if case .refused(let refusal) = verdict { return refusal }
        return nil
    }

    @Test func verifiedTellsWhatWasSignedAndByWhom() async throws {
        let caller = try caller(STIRFixture.provider())
        let passport = try signed(by: caller)
        let verdict = await PassportVerifier(certificates: fixture.certificates)
            .verify(passport, chain: try CertificateChain(pem: caller.chainPEM), at: STIRFixture.now)
        guard case .valid(let verified) = verdict else {
            Issue.record("refused")
            return
        }
        #expect(verified.passport == passport.claimed)
        #expect(verified.compactSerialization == passport.compactSerialization)
        let key = try P256.Signing.PrivateKey(pemRepresentation: caller.keyPEM)
        #expect(verified.signer.publicKeyInfo == Array(key.publicKey.derRepresentation))
    }

    @Test(arguments: [(-61, false), (-60, true), (0, true), (60, true), (61, false)])
    func freshness(offset: Int64, accepted: Bool) async throws {
        let caller = try caller(STIRFixture.provider())
        let refusal = try await refusal(signed(by: caller), caller, at: STIRFixture.now + offset)
        #expect(refusal == (accepted ? nil : offset > 0 ? .stale : .fromTheFuture))
    }

    @Test func extremeTimesAreRefusedWithoutOverflow() async throws {
        let caller = try caller(STIRFixture.provider())
        let passport = try signed(by: caller)
        #expect(try await refusal(passport, caller, at: .max) == .stale)
        #expect(try await refusal(passport, caller, at: .min) == .fromTheFuture)
    }

    @Test func signatureOfAnotherKey() async throws {
        let caller = try caller(STIRFixture.provider())
        let other = try self.caller(STIRFixture.provider())
        #expect(try await refusal(signed(by: other), caller) == .wrongSignature)
        #expect(try await refusal(signed(by: other), other) == nil)
    }

    @Test func changedClaims() async throws {
        let caller = try caller(STIRFixture.provider())
        let parts = try signed(by: caller).compactSerialization.split(separator: ".").map(String.init)
        let other = try UnverifiedPassport(
            fixture.signer(caller).sign(
                extension: .shaken(.full, .random()), issuedAt: STIRFixture.now, origin: .number(number),
                destinations: destinations))
        let payload = other.compactSerialization.split(separator: ".")[1]
        let mixed = try UnverifiedPassport("\(parts[0]).\(payload).\(parts[2])")
        #expect(try await refusal(mixed, caller) == .wrongSignature)
    }

    @Test func originMustBeInTheList() async throws {
        let inside = try caller(STIRFixture.range("12155550100", 100))
        let outside = try caller(STIRFixture.range("12155550200", 100))
        let mixed = try caller(
            TNAuthorizationList(
                STIRFixture.provider().entries + STIRFixture.range("12155550200", 100).entries))
        #expect(try await refusal(signed(by: inside), inside) == nil)
        #expect(try await refusal(signed(by: outside), outside) == .originNotAuthorised)
        #expect(try await refusal(signed(by: mixed), mixed) == nil)
        let uri = try signed(by: inside, from: .uri("sip:12155550121@example.com"))
        #expect(try await refusal(uri, inside) == .originNotAuthorised)
    }

    @Test func unknownExtension() async throws {
        let caller = try caller(STIRFixture.provider())
        let text = try fixture.signer(caller).sign(
            extension: .unknown("foo"), issuedAt: STIRFixture.now, origin: .number(number), destinations: destinations)
        #expect(try await refusal(UnverifiedPassport(text), caller) == .unsupportedExtension)
    }

    @Test func certificateRefusalsPassThrough() async throws {
        let stranger = try ThrowawayAuthority.create(commonName: "Stranger", validity: STIRFixture.validity)
        let caller = try stranger.issueCaller(
            authorising: .nonCritical(STIRFixture.provider()), validity: STIRFixture.validity)
        #expect(try await refusal(signed(by: caller), caller) == .certificate(.unknownAuthority))
        #expect(PassportRefusal.certificate(.unknownAuthority) != .certificate(.expired))
    }

    /// The two examples of RFC 8226 section 8, and mustExclude of RFC 9118.
    @Test func claimConstraints() async throws {
        let cases: [(Certificate.Extension, PassportRefusal?)] = [
            (try ClaimConstraints.encoded(mustInclude: ["confidence"]), nil),
            (try ClaimConstraints.encoded(mustInclude: ["absent"]), .claimsNotPermitted),
            (try ClaimConstraints.encoded(permitted: ["confidence": ["low", "high"]]), nil),
            (try ClaimConstraints.encoded(permitted: ["confidence": ["low"]]), .claimsNotPermitted),
            (try ClaimConstraints.encoded(permitted: ["absent": ["low"]]), nil),
            (try ClaimConstraints.encoded(permitted: ["orig": ["12155550121"]]), .claimsNotPermitted),
            (try ClaimConstraints.encoded(mustExclude: ["confidence"]), .claimsNotPermitted),
            (try ClaimConstraints.encoded(mustExclude: ["absent"]), nil),
            (try ClaimConstraints.encoded(), .certificate(.malformed)),
            (try ClaimConstraints.encoded(mustInclude: []), .certificate(.malformed)),
        ]
        #expect(cases.count == 10)
        for (constraint, expected) in cases {
            let caller = try caller(STIRFixture.provider(), further: [constraint])
            #expect(try await refusal(signed(by: caller), caller) == expected)
        }
    }
}
