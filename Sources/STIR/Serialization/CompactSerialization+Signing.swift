package import Crypto
import Encodings

extension CompactSerialization {
    /// Signs a header and a payload, both in the deterministic form, with ES256: `header.payload.signature`, ASCII.
    ///
    /// - Throws: ``PassportError/tooLong`` where it would not be read again, ``PassportError/unavailable``.
    package static func signed(
        header: JSONValue, payload: JSONValue, with key: P256.Signing.PrivateKey
    ) throws(PassportError) -> String {
        let input =
            Base64URL.encode(header.deterministicBytes) + "." + Base64URL.encode(payload.deterministicBytes)
        let signature: P256.Signing.ECDSASignature
        do {
            signature = try key.signature(for: Array(input.utf8))
        } catch {
            throw .unavailable
        }
        let text = input + "." + Base64URL.encode(Array(signature.rawRepresentation))
        guard text.utf8.count <= Passport.maximumBytes else { throw .tooLong }
        return text
    }
}
