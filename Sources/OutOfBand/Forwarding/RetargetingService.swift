public import STIR

/// A service that forwards calls to another number, for the out-of-band path (RFC 8816 section 6.2, RFC 8946 section 5):
/// it nests the PASSporT that a call came with in a "div-o" of its own, and leaves that for the new destination.
public struct RetargetingService: Sendable {
    private let credentials: [SigningCredential]
    private let verification: VerificationService
    private let placement: PassportPlacement

    /// Makes a service.
    ///
    /// - Parameters:
    ///   - credentials: What it signs diversions with; the first that covers the diverting party is taken.
    ///   - verification: Opens and verifies what calls come with: nothing that is not true is carried on.
    ///   - placement: Where PASSporTs for the new destinations are left.
    public init(
        credentials: [SigningCredential], verification: VerificationService, placement: PassportPlacement
    ) {
        self.credentials = credentials
        self.verification = verification
        self.placement = placement
    }

    /// What was made and stored for the new destination.
    public struct Retargeted: Sendable {
        /// What tells of the diverted call, PASSporTs in full form: a "div-o" for each that the call came with.
        public let passports: [String]
        /// How they were stored.
        public let placement: Placement
        /// What became of those that the call came with.
        public let report: VerificationReport
    }

    /// Diverts a call. When this returns, it may be placed to the new destination.
    ///
    /// - Parameters:
    ///   - call: The call as it arrived.
    ///   - party: Who diverts it: one of those who were called.
    ///   - destinations: Who is to be called instead.
    /// - Throws: ``AuthenticationError/notAuthoritative`` where no certificate covers the diverting party,
    ///   ``AuthenticationError/nothingToDivert`` where the call came with nothing that is true; else which step could
    ///   not be done.
    public func retarget(
        _ call: IncomingCall, by party: PassportIdentity, to destinations: PassportDestinations
    ) async throws(AuthenticationError) -> Retargeted {
        guard let credential = credentials.first(where: { $0.isAuthoritative(for: party) }) else {
            throw .notAuthoritative
        }
        let report = await verification.verify(call)
        var passports: [String] = []
        for verified in report.verified {
            do {
                passports += try Self.diverting(verified.passport, by: party, to: destinations, credential.signer)
            } catch {
                throw .passport(error)
            }
        }
        guard !passports.isEmpty else { throw .nothingToDivert }
        let recipients = try await placement.recipients(of: destinations)
        let plan = try await placement.encrypt(passports, for: recipients)
        return Retargeted(passports: passports, placement: try await placement.store(plan), report: report)
    }

    /// The PASSporTs that tell of a call with one more diversion: a single "div-o", or, where the call came with "div",
    /// which cannot be nested, all that it came with and another "div".
    private static func diverting(
        _ call: VerifiedPassport, by party: PassportIdentity, to destinations: PassportDestinations,
        _ signer: PassportSigner
    ) throws(PassportError) -> [String] {
        let received = try UnverifiedPassport(call.diversions.first?.compactSerialization ?? call.compactSerialization)
        guard case .div = received.claimed.extension else {
            return [try signer.signNestedDiversion(of: received, by: party, to: destinations)]
        }
        return [try signer.signDiversion(of: received, by: party, to: destinations)]
            + call.diversions.map(\.compactSerialization) + [call.compactSerialization]
    }
}
