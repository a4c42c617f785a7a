/// Why bytes, a key or a token were refused. Two errors are equal when their codes are.
public struct TokenError: Error, Hashable, Sendable {
    private enum Code: Hashable {
        case wrongLength
        case wrongTokenType
        case malformed
        case refusedKey
        case refusedKTemp
        case unknownKey
        case outOfRange
        case invalidSignature
        case wrongHolder
        case unavailable
    }

    private let code: Code
    private let message: String

    /// Another number of bytes than the structure has.
    public static let wrongLength = Self(code: .wrongLength, message: "the number of bytes is not what is expected")
    /// A token type other than 0x0002, the only one that this service knows.
    public static let wrongTokenType = Self(
        code: .wrongTokenType, message: "only token type 0x0002 (publicly verifiable, 2048-bit blind RSA) is known")
    /// Not in the one form that the structure allows.
    public static let malformed = Self(code: .malformed, message: "not in the form that its RFC asks for")
    /// An RSA key that is damaged, or not of 2048 bits with the exponent 65537.
    public static let refusedKey = Self(
        code: .refusedKey, message: "not a usable token key: RSASSA-PSS, 2048 bits, exponent 65537, is expected")
    /// A K_temp that is not a canonical Ed25519 point of the main subgroup.
    public static let refusedKTemp = Self(
        code: .refusedKTemp, message: "not a usable K_temp: a canonical Ed25519 public key is expected")
    /// A token request for another key than the issuer's.
    public static let unknownKey = Self(
        code: .unknownKey, message: "asks for another token key than the issuer's: fetch the issuer directory again")
    /// A number that is not below the modulus.
    public static let outOfRange = Self(code: .outOfRange, message: "the number is not in the range of the key")
    /// A signature that does not verify: the issuer's answer, or the signer's own work before it is let out.
    public static let invalidSignature = Self(code: .invalidSignature, message: "the signature is not valid")
    /// A token whose nonce is not the public part of the K_temp held with it.
    public static let wrongHolder = Self(code: .wrongHolder, message: "the token was made for another K_temp")
    /// The cryptographic library refused to work (out of memory, no randomness).
    public static let unavailable = Self(
        code: .unavailable, message: "the cryptographic library could not do its work")

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension TokenError: CustomStringConvertible {
    public var description: String { message }
}
