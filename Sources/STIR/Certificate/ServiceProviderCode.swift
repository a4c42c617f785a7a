/// The code of a service provider, such as an OCN of four characters (RFC 8226 section 9).
public struct ServiceProviderCode: Hashable, Sendable {
    /// Most characters. RFC 8226 has no bound; codes in use have four.
    public static let maximumLength = 64

    /// 1 to 64 printable ASCII characters.
    public let text: String

    /// Wraps a code.
    ///
    /// - Throws: ``STIRCertificateError/malformedTNAuthList`` if it is empty, longer than 64 or not printable ASCII.
    public init(_ text: String) throws(STIRCertificateError) {
        guard (1...Self.maximumLength).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7e).contains($0) })
        else { throw .malformedTNAuthList }
        self.text = text
    }
}

extension ServiceProviderCode: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "provider(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
