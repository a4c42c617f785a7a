package import Crypto
import Encodings

/// A JWS in compact serialization (RFC 7515 section 3.1) with an ES256 signature, taken apart but not believed.
///
/// "Compact serialization" is the JWS term for `header.payload.signature`. The *compact form* of RFC 8225 section 7,
/// which leaves header and payload out, is another thing and refused here.
package struct CompactSerialization: Sendable {
    /// Number of bytes of an ES256 signature: `r` and `s`, 32 each (RFC 7518 section 3.4).
    package static let signatureByteCount = 64

    /// The decoded header.
    package let header: JSONValue
    /// The decoded payload.
    package let payload: JSONValue
    /// What the signature covers: the first two parts and the period between them, ASCII.
    let signingInput: [UInt8]
    private let signature: P256.Signing.ECDSASignature

    /// Takes `text` apart.
    ///
    /// - Throws: ``PassportError/tooLong``, ``PassportError/compactForm``, ``PassportError/malformedSerialization`` or
    ///   ``PassportError/malformedJSON``.
    package init(_ text: String) throws(PassportError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Passport.maximumBytes else { throw .tooLong }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        // The claims are left out, whether the header is there or not: both are written.
        guard parts.count != 3 || !parts[1].isEmpty else { throw .compactForm }
        guard parts.count == 3,
            let header = Base64URL.decode(parts[0]),
            let payload = Base64URL.decode(parts[1]),
            let raw = Base64URL.decode(parts[2]), raw.count == Self.signatureByteCount,
            let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw)
        else { throw .malformedSerialization }
        guard let header = JSONParser.parse(header), let payload = JSONParser.parse(payload) else {
            throw .malformedJSON
        }
        self.header = header
        self.payload = payload
        self.signature = signature
        self.signingInput = Array(bytes[..<parts[1].endIndex])
    }

    /// Whether `key` made the signature.
    package func isSigned(by key: P256.Signing.PublicKey) -> Bool {
        key.isValidSignature(signature, for: signingInput)
    }
}
