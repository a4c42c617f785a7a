internal import Foundation

/// base64url without padding (RFC 4648 section 5), in its one canonical spelling.
package enum Base64URL {
    /// Encodes bytes without padding.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        let characters = Data(Array(bytes)).base64EncodedData().prefix { $0 != UInt8(ascii: "=") }
        return String(decoding: characters.map(toURLAlphabet), as: UTF8.self)
    }

    /// The bytes that `text` spells, or `nil` for padding, another alphabet, or stray bits in the last character.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.allSatisfy(isInAlphabet) else { return nil }
        let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: Data(text.utf8.map(fromURLAlphabet) + padding)) else { return nil }
        let bytes = Array(data)
        return encode(bytes) == text ? bytes : nil
    }

    private static func toURLAlphabet(_ character: UInt8) -> UInt8 {
        switch character {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: character
        }
    }

    private static func fromURLAlphabet(_ character: UInt8) -> UInt8 {
        switch character {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: character
        }
    }

    private static func isInAlphabet(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
