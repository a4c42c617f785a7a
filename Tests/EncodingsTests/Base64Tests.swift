import Encodings
import Foundation
import Testing

@Suite("Base64 with padding")
struct Base64Tests {
    /// RFC 4648 section 10.
    @Test(
        "spells out the RFC's examples",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func examples(_ plain: String, _ spelled: String) {
        #expect(text(Array(plain.utf8)) == spelled)
    }

    @Test("agrees with Foundation, whatever stands before it", arguments: 0...65)
    func secondOpinion(_ count: Int) {
        for before in 0..<4 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255) }
            var spelled = [UInt8](repeating: UInt8(ascii: ":"), count: before)
            Base64.append(bytes, to: &spelled)
            #expect(spelled.prefix(before).allSatisfy { $0 == UInt8(ascii: ":") })
            #expect(String(decoding: spelled.dropFirst(before), as: UTF8.self) == Data(bytes).base64EncodedString())
        }
    }

    @Test("has all 64 characters")
    func alphabet() {
        let bytes = stride(from: 0, to: 64, by: 4).flatMap { (first: UInt32) -> [UInt8] in
            let bits = first << 18 | (first + 1) << 12 | (first + 2) << 6 | (first + 3)
            return [UInt8(bits >> 16), UInt8(bits >> 8 & 0xff), UInt8(bits & 0xff)]
        }
        #expect(text(bytes) == "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    }

    @Test("reads back what it wrote", arguments: 0...65)
    func readsBack(_ count: Int) {
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255) }
        #expect(Base64.decode(Array(text(bytes).utf8)) == bytes)
    }

    @Test(
        "reads nothing else",
        arguments: [
            "A", "AA", "AAA", "AAAAA", "A===", "====", "AA=A", "=AAA", "AAB=", "AB==", "AAA-", "AAA_", "AA A", "AAAA\n",
            "AAAA====",
        ])
    func refuses(_ text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    private func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        Base64.append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}
