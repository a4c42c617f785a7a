import Encodings
import STIR

/// A PASSporT out of any header and payload, with a signature that is only well-formed.
struct Serialized {
    static let goodHeader = #"{"alg":"ES256","typ":"passport","x5u":"https://cert.example.org/passport.cer"}"#
    static let goodClaims = #"{"dest":{"tn":["12155550131"]},"iat":1767225600,"orig":{"tn":"12155550121"}}"#

    var header = Self.goodHeader
    var claims = Self.goodClaims
    var signature = [UInt8](repeating: 7, count: 64)

    var text: String {
        [Array(header.utf8), Array(claims.utf8), signature].map { Base64URL.encode($0) }.joined(separator: ".")
    }
}
