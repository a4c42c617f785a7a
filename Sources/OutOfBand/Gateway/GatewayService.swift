public import STIR

/// A gateway between a network that carries PASSporTs and one that does not (RFC 8816 section 8.3). It makes none
/// itself: it takes them out of the signaling and stores them, or finds them and gives them back to the signaling.
public struct GatewayService: Sendable {
    private let placement: PassportPlacement
    private let verification: VerificationService?

    /// Makes a gateway.
    ///
    /// - Parameters:
    ///   - placement: Where PASSporTs are left.
    ///   - verification: Finds those of calls that come back; `nil` for a gateway in one direction.
    public init(placement: PassportPlacement, verification: VerificationService? = nil) {
        self.placement = placement
        self.verification = verification
    }

    /// What was stored for a call that leaves the network.
    public struct Outbound: Sendable {
        /// How it was stored.
        public let placement: Placement
        /// Why some values of the Identity header were left out.
        public let leftOut: [PassportError]
    }

    /// Stores the PASSporTs of a call that is about to leave (step 3 of section 8.1, then encryption and storing).
    ///
    /// They are not verified: that is for the called side, which has to do it anyway.
    ///
    /// - Parameters:
    ///   - identities: The values of the Identity header.
    ///   - destinations: Who is called.
    /// - Throws: ``AuthenticationError/nothingToStore`` where no value holds a PASSporT in full form; else which step
    ///   could not be done.
    public func outbound(
        _ identities: [String], to destinations: PassportDestinations
    ) async throws(AuthenticationError) -> Outbound {
        var passports: [String] = []
        var leftOut: [PassportError] = []
        for text in identities {
            do {
                passports.append(try IdentityHeader(text: text).passport)
            } catch {
                leftOut.append(error)
            }
        }
        guard !passports.isEmpty else {
            if let only = leftOut.first, leftOut.count == identities.count { throw .passport(only) }
            throw .nothingToStore
        }
        let recipients = try await placement.recipients(of: destinations)
        let plan = try await placement.encrypt(passports, for: recipients)
        return Outbound(placement: try await placement.store(plan), leftOut: leftOut)
    }

    /// The values of the Identity header for a call that enters the network: every PASSporT that lies there for the
    /// called party and names the caller. Verifying them is for those who read the header.
    public func inbound(_ call: IncomingCall) async -> [IdentityHeader] {
        guard let verification else { return [] }
        return await verification.unverified(for: call).compactMap {
            try? IdentityHeader(passport: $0.compactSerialization)
        }
    }
}
