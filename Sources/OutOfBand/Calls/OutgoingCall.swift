public import STIR

/// A call that is about to be placed.
public struct OutgoingCall: Sendable {
    /// Who calls: the "orig" of its PASSporT.
    public let origin: PassportIdentity
    /// Who is called: the "dest" of its PASSporT.
    public let destinations: PassportDestinations
    /// How far the signer vouches (RFC 8588), or `nil` for a PASSporT without extension.
    public let attestation: Attestation?
    /// Where the call came from (RFC 8588 section 5), where the signaling said so.
    public let originationIdentifier: OriginationIdentifier?
    /// When it is placed, seconds since 1970 UTC, where the signaling said so.
    public let issuedAt: Int64?

    /// Describes a call.
    public init(
        origin: PassportIdentity, destinations: PassportDestinations, attestation: Attestation? = nil,
        originationIdentifier: OriginationIdentifier? = nil, issuedAt: Int64? = nil
    ) {
        self.origin = origin
        self.destinations = destinations
        self.attestation = attestation
        self.originationIdentifier = originationIdentifier
        self.issuedAt = issuedAt
    }
}

extension OutgoingCall: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "call(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
