import Encodings
import Testing

@Suite("base64url with padding or without")
struct PaddedBase64URLTests {
    /// RFC 4648 section 10, and two that use the last characters of the alphabet.
    static let pairs: [(String, String)] = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("?>~", "Pz5-"), ("~~?", "fn4_"),
    ]

    @Test("spells the RFC's examples", arguments: pairs)
    func examples(text: String, spelled: String) {
        let bare = spelled.replacing("=", with: "")
        #expect(Base64URL.encode(text.utf8, padded: true) == spelled)
        #expect(Base64URL.encode(text.utf8) == bare)
        #expect(Base64URL.decode(bare.utf8) == Array(text.utf8))
        #expect(Base64URL.decode(paddedOrNot: bare.utf8) == Array(text.utf8))
        #expect(Base64URL.decode(paddedOrNot: spelled.utf8) == Array(text.utf8))
        #expect((Base64URL.decode(spelled.utf8) == nil) == (bare != spelled))
    }

    @Test(
        "has one spelling for everything",
        arguments: ["A", "AAAAA", "Zh", "Zm9", "Zg=", "Zg===", "=", "====", "Z=g=", "Zm 9", "Zm9v\n", "Pz5+", "fn4/", "é"])
    func refused(text: String) {
        #expect(Base64URL.decode(text.utf8) == nil)
        #expect(Base64URL.decode(paddedOrNot: text.utf8) == nil)
    }
}
