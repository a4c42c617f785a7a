/// Where the certificates of a PASSporT's signer are: a parameter of its header (RFC 7515 sections 4.1.5 and 4.1.6).
public enum CertificateReference: Hashable, Sendable {
    /// "x5u", which RFC 8225 section 4.3 asks for: a URI in printable ASCII, at most 2048 bytes.
    case url(String)
    /// "x5c": the chain itself, DER, leaf first.
    case included([[UInt8]])
}

extension CertificateReference: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "certificates(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
