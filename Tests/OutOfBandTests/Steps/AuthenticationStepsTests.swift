import CPSClient
import OutOfBand
import STIR
import Sealing
import Testing

/// The steps of RFC 8816 section 8.1 that can fail without a service.
@Suite struct AuthenticationStepsTests {
    /// Says the same for everyone.
    private struct FixedRecipients: RecipientSource {
        let answer: Result<[Recipient], RecipientsUnavailable>

        func recipients(of destination: PassportIdentity) async throws(RecipientsUnavailable) -> [Recipient] {
            try answer.get()
        }
    }

    private static let unavailable = RecipientsUnavailable("the directory cannot be reached")

    private func service(
        _ town: Town, policy: OriginatorPolicy = .holderOfTheKey,
        knowing recipients: Result<[Recipient], RecipientsUnavailable> = .success([])
    ) throws -> AuthenticationService {
        AuthenticationService(
            credentials: [town.caller.credential], policy: policy,
            placement: PassportPlacement(
                recipients: FixedRecipients(answer: recipients), services: try Town.noServices()),
            now: { Town.now })
    }

    private func error(of service: AuthenticationService, _ call: OutgoingCall) async -> AuthenticationError? {
        do {
            _ = try await service.authenticate(call)
            return nil
        } catch {
            return error
        }
    }

    private func call(_ town: Town, from origin: PassportIdentity? = nil) throws -> OutgoingCall {
        OutgoingCall(origin: origin ?? town.caller.number, destinations: try town.callee.destinations)
    }

    @Test func whoIsNotAuthoritativeSignsNothing() async throws {
        let town = try await Town()
        let service = try service(town)
        for origin in [town.other.number, .uri("sip:alice@example.com")] {
            let refused = await error(of: service, try call(town, from: origin))
            #expect(refused == .notAuthoritative)
            #expect(refused?.step == .authority)
        }
    }

    @Test func whoIsNotEntitledSignsNothing() async throws {
        let town = try await Town()
        let others = try TNAuthorizationList([.one(try TelephoneNumber(digits: "12155550103"))])
        let refused = await error(of: try service(town, policy: .numbers(others)), try call(town))
        #expect(refused == .notEntitled)
        #expect(refused?.step == .claim)
        let own = try TNAuthorizationList([.one(try TelephoneNumber(digits: "12155550101"))])
        #expect(try service(town, policy: .numbers(own)).sign(try call(town)).split(separator: ".").count == 3)
    }

    @Test func withoutAKeyNothingIsStored() async throws {
        let town = try await Town()
        #expect(await error(of: try service(town), try call(town)) == .noRecipient)
        let unknown = await error(of: try service(town, knowing: .failure(Self.unavailable)), try call(town))
        #expect(unknown?.step == .recipients)
        #expect(unknown != .noRecipient)
        #expect("\(String(describing: unknown))".contains("cannot be reached"))
    }

    @Test func aServiceThatCannotBeUsedIsNamedAtItsStep() async throws {
        let town = try await Town()
        let recipient = Recipient(
            publicKey: town.callee.key.privateKey.publicKey, service: "https://cps.example")
        let failed = await error(of: try service(town, knowing: .success([recipient])), try call(town))
        #expect(failed?.step == .creation)
        #expect(failed?.serviceError == .serviceNotChosen)
    }

    @Test func everySourceAddsWhatItKnowsAndEachKeyCountsOnce() async throws {
        let town = try await Town()
        func recipient(_ subscriber: Subscriber) -> Recipient {
            Recipient(publicKey: subscriber.key.privateKey.publicKey, service: "https://cps.example")
        }
        let all = AllRecipients([
            FixedRecipients(answer: .success([recipient(town.callee), recipient(town.other)])),
            FixedRecipients(answer: .failure(Self.unavailable)),
            FixedRecipients(answer: .success([recipient(town.other), recipient(town.caller)])),
        ])
        #expect(
            try await all.recipients(of: town.callee.number)
                == [recipient(town.callee), recipient(town.other), recipient(town.caller)])
        let unknown = AllRecipients([
            FixedRecipients(answer: .success([])), FixedRecipients(answer: .failure(Self.unavailable)),
        ])
        await #expect(throws: Self.unavailable) { _ = try await unknown.recipients(of: town.callee.number) }
        #expect(try await AllRecipients([]).recipients(of: town.callee.number) == [])
    }

    @Test func theTimeAndTheIdentifierAreFilledInOrTaken() async throws {
        let town = try await Town()
        let service = try service(town)
        let filled = try UnverifiedPassport(try service.sign(try call(town))).claimed
        #expect(filled.issuedAt == Town.now)
        #expect(filled.extension == .base)
        let identifier = try OriginationIdentifier("de305d54-75b4-431b-adb2-eb6b9e546014")
        let given = try UnverifiedPassport(
            try service.sign(
                OutgoingCall(
                    origin: town.caller.number, destinations: try town.callee.destinations, attestation: .partial,
                    originationIdentifier: identifier, issuedAt: Town.now - 3))
        ).claimed
        #expect(given.issuedAt == Town.now - 3)
        #expect(given.extension == .shaken(.partial, identifier))
    }

    @Test func provisionedAddressesNeedAService() throws {
        let address = try CalleeAddress(publicKey: try RecipientPrivateKey.generate().publicKey)
        #expect(throws: RecipientsUnavailable.self) { _ = try ProvisionedRecipients(anyone: [address]) }
    }
}
