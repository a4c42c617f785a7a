internal import CPSWire
internal import Encodings
internal import Sealing

/// A link of a collection: a path with a handle that the service made and only it can read.
public struct PassportLink: Hashable, Sendable {
    /// Characters of a handle, base64url.
    private static let handleLength = 64

    /// The path, beginning with `/cps/`.
    public let path: String
    let prefix: IndexPrefix

    /// Checks that a path is a link under a prefix, and so leads nowhere else.
    init(_ path: String, under prefix: IndexPrefix) throws(CPSClientError) {
        let handle = String(path.utf8.suffix(Self.handleLength)) ?? ""
        guard path == WirePath.passport(prefix.hex, handle: handle), Base64URL.decode(handle) != nil else {
            throw .malformedLink
        }
        self.path = path
        self.prefix = prefix
    }
}

extension PassportLink: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "link(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
