import STIR
import SeededRandomness
import Testing

@Suite("TN Authorization List (RFC 8226 section 9)")
struct TNAuthorizationListTests {
    private func number(_ digits: String) throws -> TelephoneNumber { try TelephoneNumber(digits: digits) }

    /// Written out by hand from the module of appendix A: EXPLICIT tags around IA5String (16) and INTEGER (02).
    private static let encoded: [UInt8] =
        [0x30, 0x22]
        + [0xa0, 0x06, 0x16, 0x04] + Array("709J".utf8)
        + [0xa1, 0x0f, 0x30, 0x0d, 0x16, 0x07] + Array("2155550".utf8) + [0x02, 0x02, 0x00, 0x80]
        + [0xa2, 0x07, 0x16, 0x05] + Array("*1#23".utf8)

    private func entries() throws -> [TNEntry] {
        [
            .provider(try ServiceProviderCode("709J")),
            .range(try TelephoneNumberRange(start: number("2155550"), count: 128)),
            .one(try number("*1#23")),
        ]
    }

    @Test func knownEncoding() throws {
        let list = try TNAuthorizationList(entries())
        #expect(try list.derBytes() == Self.encoded)
        #expect(try TNAuthorizationList(der: Self.encoded) == list)
    }

    @Test func names() throws {
        let list = try TNAuthorizationList(entries())
        for digits in ["2155550", "2155677", "*1#23"] { #expect(list.names(try number(digits))) }
        for digits in ["2155549", "2155678", "02155550", "21555500", "*1#2", "709"] {
            #expect(!list.names(try number(digits)))
        }
        #expect(list.providers == [try ServiceProviderCode("709J")])
    }

    @Test func leadingZerosCount() throws {
        let range = try TelephoneNumberRange(start: number("0098"), count: 3)
        for digits in ["0098", "0099", "0100"] { #expect(range.contains(try number(digits))) }
        for digits in ["98", "100", "0101", "00098"] { #expect(!range.contains(try number(digits))) }
    }

    @Test func boundsOfRanges() throws {
        // The example of section 9: number 10 with count 91 is invalid, and so is 90, since 10 + 90 is not below 100.
        #expect(try TelephoneNumberRange(start: number("10"), count: 89).contains(number("98")))
        for count: UInt64 in [0, 1, 90, 91, .max, .max - 9] {
            #expect(throws: STIRCertificateError.malformedTNAuthList) {
                try TelephoneNumberRange(start: number("10"), count: count)
            }
        }
        for digits in ["*10", "10#"] {
            #expect(throws: STIRCertificateError.malformedTNAuthList) {
                try TelephoneNumberRange(start: number(digits), count: 2)
            }
        }
        let longest = try TelephoneNumberRange(start: number("000000000000000"), count: 999_999_999_999_999)
        #expect(longest.contains(try number("999999999999998")))
    }

    @Test func boundsOfCodes() {
        for text in ["", "é", "a\n", String(repeating: "x", count: 65)] {
            #expect(throws: STIRCertificateError.malformedTNAuthList) { try ServiceProviderCode(text) }
        }
    }

    @Test func boundsOfLists() throws {
        let one = TNEntry.one(try number("1"))
        #expect(throws: STIRCertificateError.malformedTNAuthList) { try TNAuthorizationList([]) }
        let most = Array(repeating: one, count: TNAuthorizationList.maximumEntries)
        #expect(try TNAuthorizationList(der: TNAuthorizationList(most).derBytes()).entries.count == most.count)
        #expect(throws: STIRCertificateError.malformedTNAuthList) { try TNAuthorizationList(most + [one]) }
    }

    @Test(
        arguments: [
            [], [0x30, 0x00], [0x05, 0x00], [0x31, 0x05, 0xa2, 0x03, 0x16, 0x01, 0x31],
            // An implicit tag, an unknown tag, and a UTF8String where an IA5String belongs.
            [0x30, 0x03, 0x82, 0x01, 0x31], [0x30, 0x05, 0xa3, 0x03, 0x16, 0x01, 0x31],
            [0x30, 0x05, 0xa2, 0x03, 0x0c, 0x01, 0x31],
            // An empty number, a letter, a plus, and two numbers in one tag.
            [0x30, 0x04, 0xa2, 0x02, 0x16, 0x00], [0x30, 0x05, 0xa2, 0x03, 0x16, 0x01, 0x41],
            [0x30, 0x05, 0xa2, 0x03, 0x16, 0x01, 0x2b], [0x30, 0x08, 0xa2, 0x06, 0x16, 0x01, 0x31, 0x16, 0x01, 0x32],
            // A count of 1, a negative count, a count of nine bytes, no count, and a field after the count.
            [0x30, 0x0a, 0xa1, 0x08, 0x30, 0x06, 0x16, 0x01, 0x31, 0x02, 0x01, 0x01],
            [0x30, 0x0a, 0xa1, 0x08, 0x30, 0x06, 0x16, 0x01, 0x31, 0x02, 0x01, 0xff],
            [0x30, 0x12, 0xa1, 0x10, 0x30, 0x0e, 0x16, 0x01, 0x31, 0x02, 0x09, 0x01, 0, 0, 0, 0, 0, 0, 0, 0],
            [0x30, 0x07, 0xa1, 0x05, 0x30, 0x03, 0x16, 0x01, 0x31],
            [0x30, 0x0c, 0xa1, 0x0a, 0x30, 0x08, 0x16, 0x01, 0x31, 0x02, 0x01, 0x02, 0x05, 0x00],
            // Bytes after the list, and an overlong length.
            [0x30, 0x05, 0xa2, 0x03, 0x16, 0x01, 0x31, 0x00], [0x30, 0x81, 0x05, 0xa2, 0x03, 0x16, 0x01, 0x31],
        ] as [[UInt8]])
    func refuses(bytes: [UInt8]) {
        #expect(throws: STIRCertificateError.malformedTNAuthList) { try TNAuthorizationList(der: bytes) }
    }

    @Test func theOneThatTheRefusedAreMadeOfIsRead() throws {
        #expect(try TNAuthorizationList(der: [0x30, 0x05, 0xa2, 0x03, 0x16, 0x01, 0x31]).names(number("1")))
        let range: [UInt8] = [0x30, 0x0a, 0xa1, 0x08, 0x30, 0x06, 0x16, 0x01, 0x31, 0x02, 0x01, 0x02]
        #expect(try TNAuthorizationList(der: range).names(number("2")))
    }

    @Test func oversizedIsRefused() {
        let bytes = [UInt8](repeating: 0x30, count: TNAuthorizationList.maximumBytes + 1)
        #expect(throws: STIRCertificateError.malformedTNAuthList) { try TNAuthorizationList(der: bytes) }
    }

    @Test func fuzz() throws {
        var generator = SeededGenerator(seed: 6)
        var read = 0
        for round in 0..<20_000 {
            let bytes =
                round.isMultiple(of: 10)
                ? generator.bytes(Int.random(in: 0..<64, using: &generator)) : generator.mutation(of: Self.encoded)
            guard let list = try? TNAuthorizationList(der: bytes) else { continue }
            read += 1
            // DER has one encoding of a value, so what was read must be what is written.
            #expect(try list.derBytes() == bytes)
        }
        #expect(read > 100)
    }
}
