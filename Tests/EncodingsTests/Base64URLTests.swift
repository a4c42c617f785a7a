import Encodings
import TestVectors
import Testing

@Suite("base64url")
struct Base64URLTests {
    /// RFC 4648 section 10, without its padding.
    static let published = [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test("the examples of RFC 4648", arguments: published)
    func examples(_ plain: String, _ encoded: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
        #expect(Self.published.count == 7)
    }

    @Test("the two characters of its own")
    func ownAlphabet() {
        #expect(Base64URL.encode([0xfb, 0xff, 0xbf]) == "-_-_")
        #expect(Base64URL.decode("-_-_") == [0xfb, 0xff, 0xbf])
    }

    @Test(
        "refuses",
        arguments: [
            "Zg==", "Zg=", "Zm8=", "=", "Z", "Zm9vZ",  // padding, and a number of characters that spells no byte
            "Zh", "Zm9", "_-_",  // stray bits in the last character
            "+/+/", "Zm 9v", "Zm9v\n", " Zm9v", "Zm9v\r\n", "Zm.9", "Zm9\u{0}",  // other alphabets
            "\u{212A}m9v", "Zm9v\u{301}", "Zé9v",  // the Kelvin sign equals K for Unicode, and not here
        ])
    func refuses(_ text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test("what is encoded is decoded, from a part of a string too")
    func roundTrip() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<1000 {
            let count = Int.random(in: 0...80, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let text = Base64URL.encode(bytes)
            #expect(Base64URL.decode(text) == bytes)
            #expect(Base64URL.decode("/\(text)".dropFirst()) == bytes)
        }
    }

    @Test("whatever is decoded has that one spelling")
    func fuzz() {
        var generator = SeededGenerator(seed: 4)
        let alphabet = Array("ABCDKZabcdwxyz0189-_-_QgAw+/=".utf8)
        var (decoded, refused) = (0, 0)
        for _ in 0..<5000 {
            let count = Int.random(in: 0...8, using: &generator)
            let characters = (0..<count).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] }
            let text = String(decoding: characters, as: UTF8.self)
            if let bytes = Base64URL.decode(text) {
                decoded += 1
                #expect(Base64URL.encode(bytes) == text)
            } else {
                refused += 1
            }
        }
        #expect(decoded > 500)
        #expect(refused > 500)
    }
}
