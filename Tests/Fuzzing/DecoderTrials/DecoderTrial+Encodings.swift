import Encodings

extension DecoderTrial {
    /// Bytes spelled out as text. Each has one spelling alone.
    static let encodings: [DecoderTrial] = [
        DecoderTrial("hexadecimal", longest: 128) {
            Hex.decode($0)
        } holds: { decoded, bytes in
            try promise(utf8(Hex.encode(decoded)) == bytes, "hexadecimal has one spelling")
        },
        DecoderTrial("base64", longest: 128) {
            Base64.decode($0)
        } holds: { decoded, bytes in
            var again: [UInt8] = []
            Base64.append(decoded, to: &again)
            try promise(again == bytes, "base64 has one spelling")
        },
        DecoderTrial("base64url", longest: 128) {
            Base64URL.decode(paddedOrNot: $0)
        } holds: { decoded, bytes in
            let isPadded = bytes.last == UInt8(ascii: "=")
            try promise(
                utf8(Base64URL.encode(decoded, padded: isPadded)) == bytes,
                "base64url has one spelling with padding, and one without")
        },
    ]
}
