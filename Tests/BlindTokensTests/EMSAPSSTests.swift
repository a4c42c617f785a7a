import BlindTokens
import Testing

/// Each part of an encoding has a check of its own; the mask hides a part, but a bit flipped under it is
/// flipped in the part too.
@Suite("EMSA-PSS")
struct EMSAPSSTests {
    private let message = Array("message".utf8)
    private let bitCount = 2047
    private let encoded: [UInt8]

    init() throws {
        encoded = try EMSAPSS.encode(message, salt: [UInt8](repeating: 5, count: 48), bitCount: bitCount)
    }

    private func isValid(flipping bits: UInt8, at position: Int) -> Bool {
        var changed = encoded
        changed[position] ^= bits
        return EMSAPSS.isValid(changed, for: message, bitCount: bitCount)
    }

    @Test("holds as it was made")
    func sound() {
        #expect(encoded.count == 256)
        #expect(EMSAPSS.isValid(encoded, for: message, bitCount: bitCount))
    }

    @Test(
        "falls with its top bit, zeros, separator, salt, hash or trailer",
        arguments: [
            (0x80, 0), (0x01, 0), (0x01, 157), (0x01, 158), (0x80, 158), (0x01, 159), (0x01, 206), (0x01, 207),
            (0x01, 254), (0x01, 255),
        ] as [(UInt8, Int)])
    func parts(bits: UInt8, position: Int) {
        #expect(!isValid(flipping: bits, at: position))
    }

    @Test("falls with another length or message")
    func lengths() {
        #expect(!EMSAPSS.isValid(encoded, for: message + [0], bitCount: bitCount))
        #expect(!EMSAPSS.isValid(encoded + [0xbc], for: message, bitCount: bitCount))
        #expect(!EMSAPSS.isValid(Array(encoded.dropFirst()), for: message, bitCount: bitCount))
        #expect(!EMSAPSS.isValid([], for: message, bitCount: bitCount))
        #expect(!EMSAPSS.isValid([0xbc], for: message, bitCount: 8))
    }

    @Test("needs a salt of 48 bytes and room for it")
    func refused() {
        #expect(throws: TokenError.wrongLength) {
            try EMSAPSS.encode(message, salt: [UInt8](repeating: 5, count: 47), bitCount: bitCount)
        }
        #expect(throws: TokenError.wrongLength) {
            try EMSAPSS.encode(message, salt: [UInt8](repeating: 5, count: 48), bitCount: 776)
        }
    }
}
