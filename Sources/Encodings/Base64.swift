/// Base64 with padding (RFC 4648 section 4), as HTTP's structured fields spell bytes out.
package enum Base64 {
    /// Spells bytes out at the end of a text.
    package static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        append(bytes, to: &text, in: alphabet, padded: true)
    }

    /// Spells bytes out at the end of a text, in an alphabet of 64 characters.
    static func append(_ bytes: [UInt8], to text: inout [UInt8], in alphabet: [UInt8], padded: Bool) {
        let start = text.count
        text.reserveCapacity(start + (bytes.count + 2) / 3 * 4)
        var pending: UInt32 = 0
        var bitCount = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(alphabet[Int(pending >> UInt32(bitCount) & 0x3f)])
            }
        }
        if bitCount > 0 { text.append(alphabet[Int(pending << UInt32(6 - bitCount) & 0x3f)]) }
        while padded, !(text.count - start).isMultiple(of: 4) { text.append(UInt8(ascii: "=")) }
    }

    /// Reads text with its padding back. Every sequence of bytes has one spelling: spare bits must be zero.
    ///
    /// - Returns: `nil` for any other text.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4),
            !text.contains(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
        else { return nil }
        return Base64URL.decode(
            paddedOrNot: text.map { character in
                switch character {
                case UInt8(ascii: "+"): UInt8(ascii: "-")
                case UInt8(ascii: "/"): UInt8(ascii: "_")
                default: character
                }
            })
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
