package import OutOfBand
package import STIR

/// The work behind the endpoints: both ends of RFC 8816 section 8, and its gateways.
package protocol CallServices: Sendable {
    /// Signs a call.
    func sign(_ call: OutgoingCall) throws(AuthenticationError) -> String
    /// Stores values of the Identity header for those who are called.
    ///
    /// - Returns: how many copies were placed.
    func store(_ identities: [String], for destinations: PassportDestinations) async throws(AuthenticationError) -> Int
    /// Diverts a call that came in, and stores what says so for the new destination.
    ///
    /// - Returns: the PASSporTs that were stored.
    func divert(
        _ call: IncomingCall, by party: PassportIdentity, to destinations: PassportDestinations
    ) async throws(AuthenticationError) -> [String]
    /// Finds out who calls.
    func verify(_ call: IncomingCall) async -> VerificationOutcome
    /// The values of the Identity header that lie at the Call Placement Service for a call.
    func find(_ call: IncomingCall) async -> [String]
}
