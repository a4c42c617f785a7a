import STIR
import Testing

@Suite("Base64url (RFC 7515 section 2)")
struct Base64URLTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ])
    func knownAnswers(plain: String, encoded: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
        #expect(Base64URL.decode(Array(encoded.utf8)) == Array(plain.utf8))
    }

    @Test(arguments: ["Zg==", "Zg=", "Z", "Zm9vY", "Zh", "Zm9", "+w", "/w", "Zm9v\n", "Zm 9v", "Zmé"])
    func refusesOtherSpellings(text: String) {
        #expect(Base64URL.decode(Array(text.utf8)) == nil)
    }

    @Test func roundTripsAndHasOneSpelling() {
        var generator = SeededGenerator(seed: 1)
        for count in 0..<200 {
            let bytes = generator.bytes(count)
            let text = Base64URL.encode(bytes)
            #expect(Base64URL.decode(Array(text.utf8)) == bytes)
            let mutated = generator.mutation(of: Array(text.utf8))
            if let decoded = Base64URL.decode(mutated) { #expect(Array(Base64URL.encode(decoded).utf8) == mutated) }
        }
    }
}
