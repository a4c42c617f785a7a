/// Why a token was not accepted. A refusal is an answer, not a failure: the check was made.
public enum TokenRefusal: Error, Hashable, Sendable, CaseIterable {
    /// Not 354 bytes.
    case wrongLength
    /// Another token type than 0x0002.
    case wrongType
    /// Signed by a token key that is not the one asked about: retired, or never known.
    case unknownKey
    /// Made for another challenge, that is, another service.
    case wrongChallenge
    /// The authenticator is not the token key's signature.
    case badSignature
}

extension TokenRefusal: CustomStringConvertible {
    public var description: String {
        switch self {
        case .wrongLength: "a token has 354 bytes"
        case .wrongType: "only token type 0x0002 is accepted"
        case .unknownKey: "the token was signed by a token key that is not in use: fetch new tokens"
        case .wrongChallenge: "the token was made for another service"
        case .badSignature: "the token's authenticator is not a signature of the token key"
        }
    }
}
