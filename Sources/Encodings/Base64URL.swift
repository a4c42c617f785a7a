/// Base64 in the alphabet for URLs (RFC 4648 section 5).
package enum Base64URL {
    /// Spells bytes out.
    package static func encode(_ bytes: some Collection<UInt8>, padded: Bool = false) -> String {
        encode(all: Array(bytes), padded: padded)
    }

    // On arrays alone: what takes any collection is not specialised across modules, and several times as slow.
    private static func encode(all bytes: [UInt8], padded: Bool) -> String {
        var text: [UInt8] = []
        Base64.append(bytes, to: &text, in: alphabet, padded: padded)
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads text without padding back. Every sequence of bytes has one spelling: spare bits must be zero.
    ///
    /// - Returns: `nil` for any other character, a length that no bytes have, or spare bits that are not zero.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        decode(all: Array(text))
    }

    private static func decode(all text: [UInt8]) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var pending: UInt32 = 0
        var bitCount = 0
        for character in text {
            guard let value = value(of: character) else { return nil }
            pending = pending << 6 | value
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bitCount)))
            }
        }
        guard pending & (1 << UInt32(bitCount) - 1) == 0 else { return nil }
        return bytes
    }

    /// Reads text without padding back, with the same results.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        decode(text.utf8)
    }

    /// Reads text with the padding that belongs to it, or with none.
    package static func decode(paddedOrNot text: some Collection<UInt8>) -> [UInt8]? {
        let text = Array(text)
        let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding == 0 || (padding <= 2 && text.count.isMultiple(of: 4)) else { return nil }
        return decode(text.dropLast(padding))
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
