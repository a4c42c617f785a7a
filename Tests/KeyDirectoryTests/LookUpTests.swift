import Crypto
import Encodings
import KeyDirectory
import STIR
import SeededRandomness
import Testing
import ThrowawayPKI

@Suite("Looking keys up")
struct LookUpTests {
    typealias Fixture = DirectoryFixture

    @Test func bucketIsTheBeginningOfTheHash() throws {
        let number = try Fixture.number("12155551213")
        let hash = Hex.encode(SHA256.hash(data: Array("cps-number-v112155551213".utf8)))
        for digits in NumberBucket.allowedDigits {
            let bucket = try NumberBucket(of: number, digits: digits)
            #expect(bucket.hex == String(hash.prefix(digits)))
            #expect(try NumberBucket(hex: bucket.hex) == bucket)
        }
        for digits in [0, -1, 5, 64] {
            #expect(throws: KeyBindingError.malformedBucket) { try NumberBucket(of: number, digits: digits) }
        }
        for text in ["", "A", "g", "12345", "1 ", "é"] {
            #expect(throws: KeyBindingError.malformedBucket) { try NumberBucket(hex: text) }
        }
    }

    @Test func answersHaveTheSizeOfTheirClass() throws {
        #expect(KeyBindingList.padded([]).count == 16_384)
        for (count, size) in [(1, 16_384), (5, 16_384), (6, 32_768), (13, 65_536), (100, 524_288)] {
            let records = (0..<count).map { _ in KeyBindingList.record(String(repeating: "a", count: 3000)) }
            #expect(KeyBindingList.padded(records).count == size)
        }
        // To the byte.
        let full = String(repeating: "a", count: 16_384 - 5 - 4)
        #expect(KeyBindingList.padded([KeyBindingList.record(full)]).count == 16_384)
        #expect(KeyBindingList.padded([KeyBindingList.record(full + "a")]).count == 32_768)
    }

    @Test func listsAreReadBack() throws {
        let bindings = ["a", "bb", String(repeating: "c", count: KeyBinding.maximumBytes)]
        let padded = KeyBindingList.padded(bindings.map(KeyBindingList.record))
        #expect(try KeyBindingList.decode(padded) == bindings)
        #expect(try KeyBindingList.decode(KeyBindingList.padded([])) == [])
        let plain = KeyBindingList.head(count: 3) + bindings.flatMap(KeyBindingList.record)
        #expect(try KeyBindingList.decode(plain) == bindings)
        var bad: [[UInt8]] = [
            [], [1], [2, 0, 0, 0, 0], [1, 0, 0, 0, 1], [1, 255, 255, 255, 255], [1, 0, 0, 0, 1, 0, 0, 0, 0],
            [1, 0, 0, 0, 1, 0, 0, 64, 1] + [UInt8](repeating: 65, count: 16_385), [1, 0, 0, 0, 1, 0, 0, 0, 1, 0xff],
            Array(plain.dropLast()), plain + [1],
        ]
        bad.append(padded.dropLast() + [1])
        for bytes in bad { #expect(throws: KeyBindingError.malformedList) { try KeyBindingList.decode(bytes) } }
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2000 { _ = try? KeyBindingList.decode(generator.mutation(of: plain)) }
    }

    @Test func entityTagIsOfTheContent() {
        let tag = KeyBindingList.entityTag(of: ["a", "b"])
        #expect(tag == KeyBindingList.entityTag(of: ["a", "b"]))
        #expect(Set([tag, KeyBindingList.entityTag(of: ["b", "a"]), KeyBindingList.entityTag(of: ["ab"])]).count == 3)
        #expect(tag.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") })
    }

    @Test func rangeNamesItsNumbersWithTheirZeros() throws {
        let all = BoundNumbers.range(try Fixture.range("0098", 3)).all.map(\.digits)
        #expect(all == ["0098", "0099", "0100"])
        #expect(BoundNumbers.one(try Fixture.number("*1")).all.map(\.digits) == ["*1"])
    }

    @Test func nameForTheSameNumbersIsTheSame() throws {
        let (one, range) = (BoundNumbers.one(try Fixture.number("1")), BoundNumbers.range(try Fixture.range("20", 5)))
        #expect(BindingName(for: [one, range]) == BindingName(for: [range, one]))
        #expect(BindingName(for: [one]) != BindingName(for: [range]))
    }

    @Test func ofEachSignerAndNameTheNewestCountsAndSignersTakeTurns() async throws {
        let fixture = try Fixture()
        let number = try Fixture.number("1")
        let (many, few) = (try fixture.party([.one(number)]), try fixture.party([.one(number)]))
        var all: [VerifiedKeyBinding] = []
        for (name, sequence) in [("a", 1), ("a", 3), ("a", 2), ("b", 1), ("c", 1), ("d", 1)] as [(String, Int64)] {
            let text = try many.signer.sign(try many.binding([.one(number)], name: name, sequence: sequence))
            all.append(try await fixture.verified(text))
        }
        all.append(try await fixture.verified(try few.signer.sign(try few.binding([.one(number)], name: "z"))))
        let chosen = VerifiedKeyBinding.chosen(all, for: number)
        #expect(chosen.map(\.binding.name.text).sorted() == ["a", "b", "c", "d", "z"])
        #expect(chosen.first { $0.binding.name.text == "a" }?.binding.sequence == 3)
        #expect(
            chosen.prefix(2).contains { $0.signer.publicKey.rawRepresentation == few.key.publicKey.rawRepresentation })
        #expect(VerifiedKeyBinding.chosen(all.reversed(), for: number).map(\.id) == chosen.map(\.id))
        #expect(VerifiedKeyBinding.chosen(all, for: try Fixture.number("2")).isEmpty)
    }

    @Test func nothingPrintsWhoseItIs() async throws {
        let fixture = try Fixture()
        let party = try fixture.party([.one(Fixture.number("12155551213"))])
        let binding = try party.binding([.one(try Fixture.number("12155551213"))])
        let text = try party.signer.sign(binding)
        let unverified = try UnverifiedKeyBinding(text)
        let verified = try await fixture.verified(text)
        for value in [
            binding, unverified, verified, verified.id, try NumberBucket(hex: "12"), binding.numbers,
            try party.signer, try KeyWithdrawal(name: BindingName("a"), issuedAt: 1),
        ] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            for printed in ["\(value)", String(reflecting: value), dumped] {
                #expect(!printed.contains("12155551213"))
                #expect(!printed.contains(text))
            }
        }
    }
}
