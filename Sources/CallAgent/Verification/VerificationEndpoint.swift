package import Logging
internal import OutOfBand
package import STIR

/// `POST /stir/v1/verification` (ATIS-1000082): finds out who calls, from the Identity that came with the signaling or,
/// where there is none, from the Call Placement Service.
package struct VerificationEndpoint: Sendable {
    private let services: any CallServices
    private let whenLate: LateVerification
    private let deadline: Deadline
    private let counters: AgentCounters
    private let logger: Logger

    /// An endpoint.
    package init(
        services: any CallServices, whenLate: LateVerification, deadline: Deadline, counters: AgentCounters,
        logger: Logger
    ) {
        self.services = services
        self.whenLate = whenLate
        self.deadline = deadline
        self.counters = counters
        self.logger = logger
    }

    /// Answers a body.
    package func respond(to body: [UInt8]) async throws(RequestFault) -> JSONValue {
        let request = try RequestMembers(body: body, of: "verificationRequest")
        // A PASSporT in full form has its own "iat", which is what counts; the time is read for its form.
        _ = try request.seconds("time", "iat")
        let identities = try request.texts("identity", atMost: SigningEndpoint.mostIdentities)
        let call = IncomingCall(
            caller: try request.party("from", "orig"), called: Set(try request.partyList("to", "dest")),
            inBand: identities.map(IncomingCall.passport(inIdentity:)), identifier: try request.text("callId"))
        let verified = try await deadline.value(whenLate: .isCancelled) { [services] in await services.verify(call) }
        guard let outcome = verified else {
            counters.add(.verifiedLate)
            logger.notice("a call was answered before it was verified", metadata: ["reason": "the deadline"])
            return answer(
                whenLate == .fail ? .failed : .none, .timeout, "it could not be found out in time who calls")
        }
        if outcome.distinctCalls > 1 { counters.add(.severalCalls) }
        let reason = outcome.verdict == .passed ? nil : VerificationReason(outcome.step)
        return answer(outcome.verdict, reason, outcome.reason, distinctCalls: outcome.distinctCalls)
    }

    private func answer(
        _ verdict: VerificationReport.Verdict, _ reason: VerificationReason?, _ description: String,
        distinctCalls: Int = 0
    ) -> JSONValue {
        let (verstat, count): (String, AgentCount) =
            switch verdict {
            case .passed: ("TN-Validation-Passed", .passed)
            case .failed: ("TN-Validation-Failed", .failed)
            case .none: ("No-TN-Validation", .notValidated)
            }
        counters.add(count)
        var members: [String: JSONValue] = ["verstat": .string(verstat), "reasonDesc": .string(description)]
        if let reason {
            members["reasonCode"] = .number(JSONNumber(reason.code))
            members["reasonText"] = .string(reason.phrase)
        }
        if distinctCalls > 1 { members["distinctCalls"] = .number(JSONNumber(Int64(distinctCalls))) }
        return .object(["verificationResponse": .object(members)])
    }
}
