internal import Crypto
internal import Encodings
internal import Foundation

/// The one form of an HTTP message signature (RFC 9421) that a store carries.
///
/// It is the same for everyone, character by character: clients that differ in small ways could be told
/// apart. The service therefore compares, and parses nothing.
public enum StoreSignature {
    /// Number of bytes of an Ed25519 signature.
    public static let byteCount = 64
    private static let parameters = #"("@method" "@path" "content-digest");alg="ed25519""#

    /// The value of `Signature-Input`.
    public static let signatureInput = "store=" + parameters

    /// The value of `Content-Digest` (RFC 9530) for a body.
    public static func contentDigest(of body: [UInt8]) -> String {
        contentDigest(sha256: Array(SHA256.hash(data: body)))
    }

    /// The value of `Content-Digest` for the 32 bytes of a SHA-256 digest.
    public static func contentDigest(sha256: [UInt8]) -> String {
        field("sha-256=:", sha256)
    }

    /// The signature base (RFC 9421 section 2.5) of a store to `path`: the bytes that K_temp signs.
    public static func base(path: String, contentDigest: String) -> [UInt8] {
        let lines = [
            #""@method": POST"#,
            #""@path": "# + path,
            #""content-digest": "# + contentDigest,
            #""@signature-params": "# + parameters,
        ]
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// The value of `Signature` for 64 bytes.
    public static func headerValue(_ signature: [UInt8]) -> String {
        field("store=:", signature)
    }

    /// A member of a dictionary whose value is bytes (RFC 9651 section 4.1.8), up to its first colon as given.
    private static func field(_ start: String, _ bytes: [UInt8]) -> String {
        var text = Array(start.utf8)
        text.reserveCapacity(start.utf8.count + (bytes.count + 2) / 3 * 4 + 1)
        Base64.append(bytes, to: &text)
        text.append(UInt8(ascii: ":"))
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether a value of `Signature-Input` is the one form, byte by byte: as texts, a semicolon and the Greek question
    /// mark are equal.
    public static func isSignatureInput(_ value: String) -> Bool {
        value.utf8.elementsEqual(signatureInput.utf8)
    }

    /// Whether a value of `Content-Digest` is that of a SHA-256 digest of 32 bytes, in its one form and byte by byte: as
    /// texts, a K and the Kelvin sign are equal.
    public static func isContentDigest(_ value: String, sha256: [UInt8]) -> Bool {
        value.utf8.elementsEqual(contentDigest(sha256: sha256).utf8)
    }

    /// The 64 bytes in a value of `Signature`, or `nil` where it is not in exactly that form.
    public static func signature(inHeaderValue value: String) -> [UInt8]? {
        guard value.hasPrefix("store=:"), value.hasSuffix(":"),
            let signature = Data(base64Encoded: String(value.dropFirst(7).dropLast())).map(Array.init),
            signature.count == byteCount, headerValue(signature) == value
        else { return nil }
        return signature
    }
}
