import Glibc

/// Why the throwaway authority could not do something. Two errors are equal when their codes are.
public struct ThrowawayError: Error, Hashable, Sendable {
    private enum Code: Hashable {
        case malformedKeyPair
        case malformedName
        case unavailable
        case halfAPair(String)
        case file(String, Int32)
    }

    private let code: Code
    private let message: String

    /// A certificate or key is not in PEM, or the two do not belong together.
    public static let malformedKeyPair = Self(
        code: .malformedKeyPair,
        message: "certificate and P-256 key of a throwaway authority must be PEM and belong together")
    /// A name that cannot stand in a certificate.
    public static let malformedName = Self(
        code: .malformedName, message: "not a DNS name or an IP address, or a name that a certificate cannot hold")
    /// The certificate could not be made.
    public static let unavailable = Self(
        code: .unavailable, message: "the certificate could not be made")
    /// A folder has a certificate without its key, or the other way round.
    public static func halfAPair(_ name: String) -> Self {
        Self(
            code: .halfAPair(name),
            message: "only one of \(name).pem and \(name).key is there: remove it, or put the other back")
    }
    /// A file of the folder could not be read or written; the number is `errno`.
    public static func file(_ name: String, errno: Int32) -> Self {
        Self(
            code: .file(name, errno),
            message: "\(name) could not be made, read or written: \(unsafe String(cString: strerror(errno)))")
    }

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension ThrowawayError: CustomStringConvertible {
    public var description: String { message }
}
