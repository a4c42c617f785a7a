/// PASSporTs of one call whose signers have good credentials, if it was them who signed: that has not been looked at.
///
/// Only ``PassportVerifier/credentials(of:from:at:)`` makes one.
public struct AccreditedChain: Sendable {
    /// The PASSporTs, read but not believed.
    public let chain: PassportChain
    /// The credential of each of them, in the same order.
    let credentials: [STIRCredential]
}

extension AccreditedChain: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "PASSporTs with credentials(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
