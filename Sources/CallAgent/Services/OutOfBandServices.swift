internal import OutOfBand
internal import STIR

/// The services of a configuration.
struct OutOfBandServices: CallServices {
    let authentication: AuthenticationService
    let retargeting: RetargetingService
    let verification: VerificationService
    let gateway: GatewayService

    func sign(_ call: OutgoingCall) throws(AuthenticationError) -> String {
        try authentication.sign(call)
    }

    func store(
        _ identities: [String], for destinations: PassportDestinations
    ) async throws(AuthenticationError) -> Int {
        try await gateway.outbound(identities, to: destinations).placement.copies
    }

    func divert(
        _ call: IncomingCall, by party: PassportIdentity, to destinations: PassportDestinations
    ) async throws(AuthenticationError) -> [String] {
        try await retargeting.retarget(call, by: party, to: destinations).passports
    }

    func verify(_ call: IncomingCall) async -> VerificationOutcome {
        VerificationOutcome(await verification.verify(call))
    }

    func find(_ call: IncomingCall) async -> [String] {
        await gateway.inbound(call).map(\.text)
    }
}
