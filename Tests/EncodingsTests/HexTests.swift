import Encodings
import TestVectors
import Testing

@Suite("Hexadecimal")
struct HexTests {
    @Test("every byte has two lower-case digits")
    func everyByte() {
        for byte in UInt8.min...UInt8.max {
            let digits = Hex.encode([byte])
            #expect(digits.utf8.count == 2)
            #expect(UInt8(digits, radix: 16) == byte)
            #expect(digits == digits.lowercased())
            #expect(Hex.decode(Array(digits.utf8)) == [byte])
        }
    }

    @Test("nothing is spelt by nothing")
    func empty() {
        #expect(Hex.encode([]) == "")
        #expect(Hex.decode([]) == [])
    }

    @Test("refuses", arguments: ["0", "000", "0g", "g0", "AB", "aB", "0x", " 0", "0 ", "0\n", "-1", "é", "a\u{301}", "/0", ":0", "`0"])
    func refuses(_ digits: String) {
        #expect(Hex.decode(Array(digits.utf8)) == nil)
    }

    @Test("what is encoded is decoded")
    func roundTrip() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<1000 {
            let count = Int.random(in: 0...80, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(Hex.decode(Array(Hex.encode(bytes).utf8)) == bytes)
        }
    }

    @Test("whatever is decoded has that one spelling")
    func fuzz() {
        var generator = SeededGenerator(seed: 2)
        let alphabet = Array("0123456789abcdefABg".utf8)
        var decoded = 0
        for _ in 0..<5000 {
            let count = Int.random(in: 0...8, using: &generator)
            let text = (0..<count).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] }
            guard let bytes = Hex.decode(text) else { continue }
            decoded += 1
            #expect(Array(Hex.encode(bytes).utf8) == text)
        }
        #expect(decoded > 500)
    }
}
