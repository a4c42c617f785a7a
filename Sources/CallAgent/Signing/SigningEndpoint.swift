package import Logging
internal import OutOfBand
package import STIR

/// `POST /stir/v1/signing` (ATIS-1000082): signs a call, and stores its PASSporT before it answers.
package struct SigningEndpoint: Sendable {
    /// The most Identity values of one call.
    static let mostIdentities = 8
    private static let notInTime = "it could not be stored in time; storing goes on"

    private let services: any CallServices
    private let policy: SigningPolicy
    private let deadline: Deadline
    private let counters: AgentCounters
    private let logger: Logger

    /// An endpoint.
    package init(
        services: any CallServices, policy: SigningPolicy, deadline: Deadline, counters: AgentCounters, logger: Logger
    ) {
        self.services = services
        self.policy = policy
        self.deadline = deadline
        self.counters = counters
        self.logger = logger
    }

    /// Answers a body.
    package func respond(to body: [UInt8]) async throws(RequestFault) -> JSONValue {
        let request = try RequestMembers(body: body, of: "signingRequest")
        let origin = try request.party("orig")
        let destinations = try request.partyList("dest").destinations(called: request.path("dest"))
        if let party = try request.optionalParty("div") {
            let call = IncomingCall(
                caller: origin, called: [party],
                inBand: try request.texts("identity", atMost: Self.mostIdentities).map(
                    IncomingCall.passport(inIdentity:)))
            return try await divert(call, by: party, to: destinations)
        }
        let call = OutgoingCall(
            origin: origin, destinations: destinations, attestation: try Self.attestation(request),
            originationIdentifier: try Self.identifier(request), issuedAt: try request.seconds("iat"))
        return try await sign(call)
    }

    private static func attestation(_ request: RequestMembers) throws(RequestFault) -> Attestation {
        guard let text = try request.text("attest") else { throw .missing(request.path("attest")) }
        guard let attestation = Attestation(rawValue: text) else { throw .invalid(request.path("attest"), "A, B or C") }
        return attestation
    }

    private static func identifier(_ request: RequestMembers) throws(RequestFault) -> OriginationIdentifier? {
        guard let text = try request.text("origid") else { return nil }
        guard let identifier = try? OriginationIdentifier(text) else {
            throw .invalid(request.path("origid"), "a UUID: hexadecimal digits in groups of 8-4-4-4-12")
        }
        return identifier
    }

    private func sign(_ call: OutgoingCall) async throws(RequestFault) -> JSONValue {
        let identity: String
        do {
            identity = try IdentityHeader(passport: try services.sign(call)).text
        } catch let error as AuthenticationError {
            throw refusal(of: error)
        } catch {
            throw .unusable("the PASSporT cannot be written as an Identity: \(error)")
        }
        counters.add(.signed)
        guard policy.isOutOfBand else { return Self.answer([identity], stored: false, "signed in band only") }
        let stored = try await deadline.value(whenLate: .goesOn) { [services] in
            await Result(awaiting: { () throws(AuthenticationError) in
                try await services.store([identity], for: call.destinations)
            })
        }
        switch stored {
        case .success?:
            counters.add(.stored)
            return Self.answer([identity], stored: true)
        case .failure(let error)?:
            counters.add(.notStored)
            logger.notice("a call was signed, but not stored", metadata: ["reason": "\(error)"])
            return try unstored([identity], "\(error)")
        case nil:
            counters.add(.storedLate)
            logger.notice("a call was answered before it was stored", metadata: ["reason": "the deadline"])
            return try unstored([identity], Self.notInTime)
        }
    }

    private func divert(
        _ call: IncomingCall, by party: PassportIdentity, to destinations: PassportDestinations
    ) async throws(RequestFault) -> JSONValue {
        let diverted = try await deadline.value(whenLate: .goesOn) { [services] in
            await Result(awaiting: { () throws(AuthenticationError) in
                try await services.divert(call, by: party, to: destinations)
            })
        }
        switch diverted {
        case .success(let passports)?:
            counters.add(.diverted)
            return Self.answer(passports.compactMap { try? IdentityHeader(passport: $0).text }, stored: true)
        case .failure(let error)?:
            counters.add(.notStored)
            logger.notice("a diverted call was not stored", metadata: ["reason": "\(error)"])
            throw refusal(of: error)
        case nil:
            // What would be answered is made only after what came with the call has been verified.
            counters.add(.storedLate)
            logger.notice("a diverted call was not stored in time", metadata: ["reason": "the deadline"])
            throw .notStored(Self.notInTime)
        }
    }

    private func unstored(_ identities: [String], _ reason: String) throws(RequestFault) -> JSONValue {
        guard policy.notStored == .answer else { throw .notStored(reason) }
        return Self.answer(identities, stored: false, reason)
    }

    private func refusal(of error: AuthenticationError) -> RequestFault {
        switch error.step {
        case .authority, .claim:
            counters.add(.notEntitled)
            return .notSigned(error.description)
        case .creation: return .unusable(error.description)
        case .recipients where error == .noRecipient: return .unusable(error.description)
        case .recipients, .storing: return .notStored(error.description)
        }
    }

    private static func answer(_ identities: [String], stored: Bool, _ reason: String? = nil) -> JSONValue {
        var members: [String: JSONValue] = ["stored": .bool(stored)]
        if let first = identities.first { members["identity"] = .string(first) }
        if identities.count > 1 { members["identities"] = .array(identities.map(JSONValue.string)) }
        if let reason { members["reason"] = .string(reason) }
        return .object(["signingResponse": .object(members)])
    }
}
