internal import STIR

/// An out-of-band authentication service (RFC 8816 section 8.1): makes the PASSporT of a call and leaves it at the
/// Call Placement Services of the called party, before the call is placed.
public struct AuthenticationService: Sendable {
    let credentials: [SigningCredential]
    let policy: OriginatorPolicy
    let placement: PassportPlacement
    let now: @Sendable () -> Int64

    /// Makes a service.
    ///
    /// - Parameters:
    ///   - credentials: What it signs with; the first that covers the caller is taken.
    ///   - policy: Which callers its originators may be.
    ///   - placement: Where PASSporTs are left.
    ///   - now: The time, seconds since 1970 UTC.
    public init(
        credentials: [SigningCredential], policy: OriginatorPolicy = .holderOfTheKey, placement: PassportPlacement,
        now: @escaping @Sendable () -> Int64
    ) {
        self.credentials = credentials
        self.policy = policy
        self.placement = placement
        self.now = now
    }

    /// Takes all steps. When this returns, the call may be placed.
    ///
    /// - Parameter progress: is told of each step that is done, in words without a number.
    /// - Throws: ``AuthenticationError``, which says at which step it ended.
    public func authenticate(
        _ call: OutgoingCall, progress: (AuthenticationError.Step, String) -> Void = { _, _ in }
    ) async throws(AuthenticationError) -> AuthenticatedCall {
        let credential = try credential(for: call.origin)
        progress(.authority, "a certificate of this service covers the calling party")
        try permit(call.origin)
        progress(.claim, "the originator may claim the calling party's number")
        let recipients = try await placement.recipients(of: call.destinations)
        progress(
            .recipients,
            "keys of the called party: \(recipients.count), at \(Set(recipients.map(\.service)).count) service(s)")
        let passport = try sign(call, with: credential)
        let plan = try await placement.encrypt([passport], for: recipients)
        progress(.creation, "the PASSporT is signed, and encrypted for each key")
        let placed = try await placement.store(plan)
        progress(.storing, "copies placed: \(placed.copies), tokens spent: \(placed.tokens); the call may be placed")
        return AuthenticatedCall(
            passport: passport, certificates: credential.signer.certificates, placement: placed)
    }

    /// Steps 1, 2 and 4 without encryption: the PASSporT alone, for calls that are to be signed in band only.
    ///
    /// - Throws: ``AuthenticationError``, which says at which step it ended.
    public func sign(_ call: OutgoingCall) throws(AuthenticationError) -> String {
        let credential = try credential(for: call.origin)
        try permit(call.origin)
        return try sign(call, with: credential)
    }
}
