@testable import Sealing
import TestVectors
import Testing

@Suite("Prefix of an index")
struct IndexPrefixTests {
    private static let digits = "1f521ed1f1fdba4e936daed9dfee8b778d4589fccdda087dd73330af5ac6b2fb"

    @Test("1 to 64 digits", arguments: 1...64)
    func everyLength(_ count: Int) throws {
        let prefix = try IndexPrefix(hex: Self.digits.prefix(count))
        #expect(prefix.hex == String(Self.digits.prefix(count)))
        #expect(prefix.digits == count)
        #expect(prefix.lowest.hex == prefix.hex + String(repeating: "0", count: 64 - count))
        #expect(prefix.highest.hex == prefix.hex + String(repeating: "f", count: 64 - count))
        #expect((prefix.index?.hex == Self.digits) == (count == 64))
        #expect((prefix.index == nil) == (count < 64))
    }

    @Test(
        "refuses",
        arguments: [
            "", digits + "0", String(repeating: "0", count: 66), "A", "1F", "g", "0x", " 1", "1 ", "1\n", "-1", "+1", "é",
            "1\u{301}", "\u{FF11}", "1/", "1:", "`", "1\u{0}", digits.uppercased(),
        ])
    func refuses(_ hex: String) {
        #expect(throws: SealingError.malformedIndex) { try IndexPrefix(hex: hex) }
    }

    @Test("of an index, with a number of digits that there are")
    func ofIndex() throws {
        let index = try #require(try IndexPrefix(hex: Self.digits).index)
        for count in 1...64 {
            #expect(try IndexPrefix(of: index, digits: count).hex == String(Self.digits.prefix(count)))
        }
        #expect(throws: SealingError.malformedIndex) { try IndexPrefix(of: index, digits: 0) }
        #expect(throws: SealingError.malformedIndex) { try IndexPrefix(of: index, digits: -1) }
    }

    @Test("contains what begins with it, and its bounds, and nothing beside them")
    func contains() throws {
        var generator = SeededGenerator(seed: 2)
        var found = 0
        for _ in 0..<2000 {
            let index = PlacementIndex(bytes: Samples.random(32, using: &generator))
            let hex = PlacementIndex(bytes: Samples.random(32, using: &generator)).hex
            let count = Int.random(in: 1...64, using: &generator)
            let other = try IndexPrefix(hex: hex.prefix(Int.random(in: 1...2, using: &generator)))
            #expect(other.contains(index) == index.hex.hasPrefix(other.hex))
            if other.contains(index) { found += 1 }
            let own = try IndexPrefix(of: index, digits: count)
            #expect(own.contains(index))
            #expect(own.contains(own.lowest) && own.contains(own.highest))
        }
        #expect(found > 20)
        let middle = try IndexPrefix(hex: "8")
        #expect(!middle.contains(try IndexPrefix(hex: "7").highest))
        #expect(!middle.contains(try IndexPrefix(hex: "9").lowest))
    }
}
