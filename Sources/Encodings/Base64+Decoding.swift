extension Base64 {
    /// Reads text with its padding back, as certificates stand in an "x5c" (RFC 7515 section 4.1.6). Every sequence of
    /// bytes has one spelling.
    ///
    /// - Returns: `nil` for any other character, missing padding, or spare bits that are not zero.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var translated = Array(text.utf8)
        guard translated.count.isMultiple(of: 4) else { return nil }
        for position in translated.indices {
            switch translated[position] {
            case UInt8(ascii: "+"): translated[position] = UInt8(ascii: "-")
            case UInt8(ascii: "/"): translated[position] = UInt8(ascii: "_")
            case UInt8(ascii: "-"), UInt8(ascii: "_"): return nil
            default: break
            }
        }
        return Base64URL.decode(paddedOrNot: translated)
    }

    /// Spells bytes out.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}
