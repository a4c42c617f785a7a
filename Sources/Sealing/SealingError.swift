/// Why bytes or a key were refused. Two errors are equal when their codes are.
public struct SealingError: Error, Hashable, Sendable {
    private enum Code: Hashable {
        case malformedIndex
        case refusedRecipientKey
        case wrongLength
        case notForThisKey
        case unknownVersion
        case malformedPlaintext
        case doesNotFit
        case unavailable
    }

    private let code: Code
    private let message: String

    /// Not 1 to 64 lower-case hexadecimal digits.
    public static let malformedIndex = Self(
        code: .malformedIndex, message: "an index or prefix is 1 to 64 lower-case hexadecimal digits")
    /// A public key that is not 32 bytes, not canonical, or of low order (RFC 7748 section 6.1).
    public static let refusedRecipientKey = Self(
        code: .refusedRecipientKey,
        message: "not a usable X25519 public key: 32 bytes in canonical form, not of low order, are expected")
    /// A sealed PASSporT or batch of another size than the deployment's.
    public static let wrongLength = Self(
        code: .wrongLength, message: "the number of bytes is not what this deployment uses")
    /// Authentication failed: a dummy, damaged, or sealed to another key.
    public static let notForThisKey = Self(
        code: .notForThisKey, message: "nothing in it that this key can open")
    /// A batch version or sealing suite that this program does not know.
    public static let unknownVersion = Self(
        code: .unknownVersion, message: "made by a newer version of the protocol than this program knows")
    /// Opened, but its length field or its padding is wrong.
    public static let malformedPlaintext = Self(
        code: .malformedPlaintext, message: "opened, but its length or padding is not in the one allowed form")
    /// More bytes of PASSporTs than a sealed PASSporT holds.
    public static let doesNotFit = Self(
        code: .doesNotFit, message: "the PASSporTs are too long for this deployment's sealed size")
    /// The cryptographic library refused to work (out of memory, no randomness).
    public static let unavailable = Self(
        code: .unavailable, message: "the cryptographic library could not do its work")

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension SealingError: CustomStringConvertible {
    public var description: String { message }
}
