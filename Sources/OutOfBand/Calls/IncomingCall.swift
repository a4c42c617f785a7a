public import STIR

/// A call that has arrived, as the signaling presents it.
public struct IncomingCall: Sendable {
    /// Who is said to call, or `nil` where the signaling presents nobody.
    public let caller: PassportIdentity?
    /// Who is called: the number that rings, and others under which the same party is called.
    public let called: Set<PassportIdentity>
    /// The PASSporTs that came with the signaling, in full form.
    public let inBand: [String]
    /// What tells this call from another, such as a Call-ID; `nil` where every question is about a call of its own.
    public let identifier: String?

    /// Describes a call.
    public init(
        caller: PassportIdentity?, called: Set<PassportIdentity>, inBand: [String] = [], identifier: String? = nil
    ) {
        self.caller = caller
        self.called = called
        self.inBand = inBand
        self.identifier = identifier
    }
}

extension IncomingCall: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "call(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
