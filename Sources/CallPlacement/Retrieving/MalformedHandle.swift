/// Text that has not the form of a handle: 64 characters of base64url.
public struct MalformedHandle: Error, Hashable, Sendable {}
