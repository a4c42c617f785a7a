/// A certificate with its private key, made by a ``ThrowawayAuthority``. Never for production: the key was made by
/// a program that also hands it out as text.
public struct ThrowawayCertificate: Sendable {
    /// The certificate alone, PEM.
    public let certificatePEM: String
    /// The certificate and, after it, those of the authorities between it and the root; PEM, leaf first.
    public let chainPEM: String
    /// The private key, PKCS #8 in PEM.
    public let keyPEM: String
}

extension ThrowawayCertificate: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "throwaway certificate(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
