package import Logging
internal import OutOfBand
package import STIR

/// `POST /gateway/outbound` and `POST /gateway/inbound` (RFC 8816 section 8.3): for a gateway between a network that
/// carries PASSporTs and one that does not.
package struct GatewayEndpoint: Sendable {
    private static let notInTime = "it could not be stored in time; storing goes on"

    private let services: any CallServices
    private let notStored: SigningPolicy.NotStored
    private let deadline: Deadline
    private let counters: AgentCounters
    private let logger: Logger

    /// Both endpoints.
    package init(
        services: any CallServices, notStored: SigningPolicy.NotStored, deadline: Deadline, counters: AgentCounters,
        logger: Logger
    ) {
        self.services = services
        self.notStored = notStored
        self.deadline = deadline
        self.counters = counters
        self.logger = logger
    }

    /// Answers a body with the Identity values of a call that leaves.
    package func respond(toOutbound body: [UInt8]) async throws(RequestFault) -> JSONValue {
        let request = try RequestMembers(body: body, of: "outboundRequest")
        _ = try request.optionalParty("orig")
        let destinations = try request.partyList("dest").destinations(called: request.path("dest"))
        let identities = try request.texts("identity", atMost: SigningEndpoint.mostIdentities)
        guard !identities.isEmpty else { throw .missing(request.path("identity")) }
        let fitting = IdentitiesOfACall.fitting(identities, for: destinations)
        guard !fitting.isEmpty else {
            throw .unusable(
                "none of the Identity values is a full-form PASSporT for the called party: nothing to store")
        }
        let stored = try await deadline.value(whenLate: .goesOn) { [services] in
            await Result(awaiting: { () throws(AuthenticationError) in
                try await services.store(fitting, for: destinations)
            })
        }
        switch stored {
        case .success(let copies)?:
            counters.add(.outbound)
            return Self.answer(copies)
        case .failure(let error)?:
            counters.add(.notStored)
            logger.notice("a call's Identity was not stored", metadata: ["reason": "\(error)"])
            if error.step == .creation { throw .unusable(error.description) }
            return try unstored(error.description)
        case nil:
            counters.add(.storedLate)
            logger.notice("a call was answered before its Identity was stored", metadata: ["reason": "the deadline"])
            return try unstored(Self.notInTime)
        }
    }

    /// Answers a body that asks what lies there for a call that comes in.
    package func respond(toInbound body: [UInt8]) async throws(RequestFault) -> JSONValue {
        let request = try RequestMembers(body: body, of: "inboundRequest")
        let call = IncomingCall(caller: try request.party("orig"), called: Set(try request.partyList("dest")))
        let found = try await deadline.value(whenLate: .isCancelled) { [services] in await services.find(call) }
        if found == nil {
            counters.add(.verifiedLate)
            logger.notice("a call was answered before its Identity was found", metadata: ["reason": "the deadline"])
        } else if found?.isEmpty == false {
            counters.add(.inbound)
        }
        var members: [String: JSONValue] = ["identity": .array((found ?? []).map(JSONValue.string))]
        if found == nil { members["reason"] = .string("nothing could be found in time") }
        return .object(["inboundResponse": .object(members)])
    }

    private func unstored(_ reason: String) throws(RequestFault) -> JSONValue {
        guard notStored == .answer else { throw .notStored(reason) }
        return Self.answer(0, reason)
    }

    private static func answer(_ copies: Int, _ reason: String? = nil) -> JSONValue {
        var members: [String: JSONValue] = ["stored": .number(JSONNumber(Int64(copies)))]
        if let reason { members["reason"] = .string(reason) }
        return .object(["outboundResponse": .object(members)])
    }
}
