import Crypto
import KeyDirectory
import STIR
import Sealing
import Testing
import ThrowawayPKI

@Suite("Whether a key binding is believed")
struct KeyBindingVerifierTests {
    typealias Fixture = DirectoryFixture

    @Test func oneThatIsSignedForItsNumbersIs() async throws {
        let fixture = try Fixture()
        let party = try fixture.party([.one(Fixture.number("12155551213")), .range(Fixture.range("12155551000", 1000))])
        let numbers: [BoundNumbers] = [
            .one(try Fixture.number("12155551213")), .range(try Fixture.range("12155551000", 1000)),
        ]
        let binding = try party.binding(numbers)
        let verified = try await fixture.verified(try party.signer.sign(binding))
        #expect(verified.binding == binding)
        #expect(verified.binding.publicKey == party.recipient.publicKey)
        #expect(verified.signer.publicKey.rawRepresentation == party.key.publicKey.rawRepresentation)
        #expect(verified.usableUntil == binding.expires)
        #expect(verified.binding.names(try Fixture.number("12155551999")))
        #expect(!verified.binding.names(try Fixture.number("12155552000")))
    }

    @Test func everyNumberMustBeNamedByTheCertificate() async throws {
        let fixture = try Fixture()
        let party = try fixture.party([.one(Fixture.number("12155551213")), .range(Fixture.range("12155552000", 100))])
        func refusal(_ numbers: BoundNumbers...) async throws -> KeyBindingRefusal? {
            try await fixture.refusal(try party.signer.sign(try party.binding(numbers)))
        }
        let own = BoundNumbers.one(try Fixture.number("12155551213"))
        #expect(try await refusal(own) == nil)
        #expect(try await refusal(.range(try Fixture.range("12155552000", 100))) == nil)
        #expect(try await refusal(own, .one(try Fixture.number("12155551214"))) == .numbersNotAuthorised)
        #expect(try await refusal(.range(try Fixture.range("12155552000", 101))) == .numbersNotAuthorised)
        #expect(try await refusal(.range(try Fixture.range("12155551213", 2))) == .numbersNotAuthorised)
        #expect(try await refusal(.one(try Fixture.number("2155551213"))) == .numbersNotAuthorised)
    }

    @Test func providersCodeNamesNoNumberUnlessThatIsWanted() async throws {
        let fixture = try Fixture()
        let party = try fixture.party([.provider(ServiceProviderCode("709J"))])
        let text = try party.signer.sign(try party.binding([.one(try Fixture.number("12155551213"))]))
        #expect(try await fixture.refusal(text) == .numbersNotAuthorised)
        let trusting = KeyBindingVerifier(certificates: fixture.certificates, providerCodes: .vouchForEveryNumber)
        guard case .valid = await trusting.verify(try UnverifiedKeyBinding(text), at: Fixture.now) else {
            Issue.record("refused")
            return
        }
        // The door is for codes only: a list of numbers still means these numbers.
        let other = try fixture.party([.one(Fixture.number("12155551214"))])
        let foreign = try other.signer.sign(try other.binding([.one(try Fixture.number("12155551213"))]))
        guard
            case .refused(.numbersNotAuthorised) = await trusting.verify(
                try UnverifiedKeyBinding(foreign), at: Fixture.now)
        else {
            Issue.record("not refused for its numbers")
            return
        }
    }

    @Test func validity() async throws {
        let fixture = try Fixture()
        let party = try fixture.party([.one(Fixture.number("1"))])
        let text = try party.signer.sign(
            try party.binding([.one(try Fixture.number("1"))], notBefore: Fixture.now + 600, lasting: 3600))
        let begin = Fixture.now + 600 - KeyBindingVerifier.clockTolerance
        #expect(try await fixture.refusal(text, at: begin - 1) == .notYetValid)
        #expect(try await fixture.refusal(text, at: begin) == nil)
        #expect(try await fixture.refusal(text, at: Fixture.now + 3599) == nil)
        #expect(try await fixture.refusal(text, at: Fixture.now + 3600) == .expired)
        #expect(try await fixture.refusal(text, at: .max) == .expired)
        #expect(try await fixture.refusal(text, at: .min) == .notYetValid)
    }

    @Test func chainOfAnotherAuthorityOrAnExpiredOne() async throws {
        let fixture = try Fixture()
        let numbers: [BoundNumbers] = [.one(try Fixture.number("1"))]
        let stranger = try Fixture().party([.one(Fixture.number("1"))])
        #expect(
            try await fixture.refusal(try stranger.signer.sign(try stranger.binding(numbers)))
                == .certificate(.unknownAuthority))
        let short = try fixture.party([.one(Fixture.number("1"))], validity: .days(1, from: Fixture.now))
        let text = try short.signer.sign(try short.binding(numbers, lasting: 5 * 86_400))
        let verified = try await fixture.verified(text)
        #expect(verified.usableUntil == Fixture.now + 86_400 + 1)
        #expect(try await fixture.refusal(text, at: verified.usableUntil - 1) == nil)
        #expect(try await fixture.refusal(text, at: verified.usableUntil) == .certificate(.expired))
    }

    @Test func signatureMustBeTheCertificates() async throws {
        let fixture = try Fixture()
        let party = try fixture.party([.one(Fixture.number("1"))])
        let good = try Serialized(try party.signer.sign(try party.binding([.one(try Fixture.number("1"))])))
        #expect(try await fixture.refusal(good.text) == .wrongSignature)
        #expect(try await fixture.refusal(try good.signed(by: .init())) == .wrongSignature)
        #expect(try await fixture.refusal(try good.signed(by: party.key)) == nil)
        // Any change after signing.
        let changed = try Serialized(try good.signed(by: party.key)).with(claims: {
            $0.replacing("cps.example", with: "evil.ex")
        })
        #expect(try await fixture.refusal(changed) == .wrongSignature)
    }

    @Test func signerNeedsTheKeyOfItsChain() throws {
        let fixture = try Fixture()
        let party = try fixture.party([.one(Fixture.number("1"))])
        #expect(throws: KeyBindingError.keyOfAnother) { try KeyBindingSigner(key: .init(), chain: party.chain) }
    }

    @Test func withdrawals() async throws {
        let fixture = try Fixture()
        let party = try fixture.party([.one(Fixture.number("1"))])
        let binding = try party.binding([.one(try Fixture.number("1"))])
        let text = try party.signer.sign(try KeyWithdrawal(name: binding.name, issuedAt: Fixture.now))
        let unverified = try UnverifiedKeyWithdrawal(text)
        guard case .valid(let verified) = await fixture.verifier.verify(unverified, at: Fixture.now) else {
            Issue.record("refused")
            return
        }
        #expect(verified.id == (try await fixture.verified(try party.signer.sign(binding))).id)
        let bounds = (Fixture.now - KeyBindingVerifier.clockTolerance, Fixture.now + KeyBinding.maximumValidity)
        for (moment, wanted) in [
            (bounds.0 - 1, KeyBindingRefusal.notYetValid), (bounds.0, nil), (bounds.1, nil), (bounds.1 + 1, .expired),
        ] {
            var refusal: KeyBindingRefusal?
            if case .refused(let reason) = await fixture.verifier.verify(unverified, at: moment) { refusal = reason }
            #expect(refusal == wanted)
        }
        let forged = try UnverifiedKeyWithdrawal(try Serialized(text).signed(by: .init()))
        guard case .refused(.wrongSignature) = await fixture.verifier.verify(forged, at: Fixture.now) else {
            Issue.record("a forged withdrawal was believed")
            return
        }
        // One kind of statement never passes for the other.
        #expect(throws: KeyBindingError.malformedHeader) { try UnverifiedKeyBinding(text) }
        #expect(throws: KeyBindingError.malformedHeader) {
            try UnverifiedKeyWithdrawal(try party.signer.sign(binding))
        }
    }
}
