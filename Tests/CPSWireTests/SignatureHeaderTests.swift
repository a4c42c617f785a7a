import CPSWire
import SeededRandomness
import TestVectors
import Testing

/// `Signature` has one spelling, so that no two clients can be told apart by it.
@Suite("Strictness of the Signature header")
struct SignatureHeaderTests {
    /// Sixty-four bytes whose base64 has every kind of character, an upper-case K among them.
    private static let bytes: [UInt8] = [0x28, 0xfb, 0xff] + (3..<64).map { UInt8($0 * 4) }
    private static let sound = StoreSignature.headerValue(bytes)
    private static let base64 = String(sound.dropFirst(7).dropLast())

    /// Sound values with one thing wrong.
    static let unsound: [String] = [
        "", ":", "store", "store=", "store=:", "store=::", "store:\(base64):", "store=\(base64)", "store=:\(base64)",
        "store=\(base64):", "sig1=:\(base64):", "Store=:\(base64):", "stor=:\(base64):", "store =:\(base64):",
        "store= :\(base64):", " \(sound)", "\(sound) ", "\(sound)\n", "\r\n\(sound)", "store=: \(base64):",
        "store=:\(base64) :", "\(sound);a=1", "\(sound), \(sound)", "\(sound):", "store=::\(base64):",
        "store=:\(base64.dropLast()):", "store=:\(base64.dropLast(2)):", "store=:\(base64)=:",
        "store=:\(base64.dropLast(3))\(strayBits)==:",
        "store=:\(base64.prefix(40)) \(base64.dropFirst(40)):",
        "store=:\(base64.prefix(40))\n\(base64.dropFirst(40)):",
        "store=:\(base64.prefix(40))\r\n\(base64.dropFirst(40)):",
        "store=:\(base64.replacing("+", with: "-").replacing("/", with: "_")):",
        "store=:\(base64.replacing("K", with: "\u{212A}")):",
        StoreSignature.headerValue(Array(bytes.dropLast())), StoreSignature.headerValue(bytes + [0]),
    ]

    /// The last character before the padding, with one of the bits set that spell nothing.
    private static var strayBits: Character {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let last = base64.dropLast(2).last.flatMap(alphabet.firstIndex) ?? 0
        return alphabet[last + 1]
    }

    @Test("refuses what is one thing off", arguments: unsound)
    func refuses(_ value: String) {
        #expect(StoreSignature.signature(inHeaderValue: value) == nil)
    }

    @Test("the sound value that the others were made from is read, and has what they change")
    func accepts() {
        #expect(StoreSignature.signature(inHeaderValue: Self.sound) == Self.bytes)
        #expect(Self.base64.contains("K"))
        #expect(Self.base64.contains("+") || Self.base64.contains("/"))
        #expect(Self.base64.hasSuffix("=="))
        // By their bytes: as strings, K and the Kelvin sign are equal.
        let unsound = Self.unsound.map { Array($0.utf8) }
        #expect(!unsound.contains(Array(Self.sound.utf8)))
        #expect(Set(unsound).count == unsound.count)
    }

    @Test("Signature-Input is compared byte by byte: a semicolon and the Greek question mark are equal texts")
    func input() {
        let near = StoreSignature.signatureInput.replacing(";", with: "\u{37E}")
        #expect(near == StoreSignature.signatureInput)
        #expect(!StoreSignature.isSignatureInput(near))
        #expect(!StoreSignature.isSignatureInput(StoreSignature.signatureInput + "\u{301}"))
        #expect(StoreSignature.isSignatureInput(StoreSignature.signatureInput))
    }

    @Test("Content-Digest is compared byte by byte: a K and the Kelvin sign are equal texts")
    func digest() {
        let digest = Array(Self.bytes.prefix(32))
        let sound = StoreSignature.contentDigest(sha256: digest)
        let near = sound.replacing("K", with: "\u{212A}")
        #expect(near == sound && near.utf8.count > sound.utf8.count)
        #expect(!StoreSignature.isContentDigest(near, sha256: digest))
        #expect(!StoreSignature.isContentDigest(sound, sha256: digest.reversed()))
        #expect(StoreSignature.isContentDigest(sound, sha256: digest))
    }

    @Test("whatever is read has that one spelling")
    func fuzz() {
        var generator = SeededGenerator(seed: 5)
        var (read, refused) = (0, 0)
        for round in 0..<5000 {
            var bytes = Array(Self.sound.utf8)
            if round.isMultiple(of: 5) {
                bytes = (0..<Int.random(in: 0...120, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
            } else {
                let position = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0...2, using: &generator) {
                case 0: bytes[position] = UInt8.random(in: 32...126, using: &generator)
                case 1: bytes.remove(at: position)
                default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
                }
            }
            let value = String(decoding: bytes, as: UTF8.self)
            if let signature = StoreSignature.signature(inHeaderValue: value) {
                read += 1
                #expect(StoreSignature.headerValue(signature) == value)
            } else {
                refused += 1
            }
        }
        #expect(read > 100)
        #expect(refused > 2500)
    }
}
