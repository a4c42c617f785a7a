import SeededRandomness
import Testing
import X509

@testable import STIR

@Suite("JWT claim constraints (RFC 8226 section 8, RFC 9118)")
struct JWTClaimConstraintsTests {
    @Test func reads() throws {
        let encoded = try ClaimConstraints.encoded(
            mustInclude: ["a", "b"], permitted: ["c": ["high", "höher"]], mustExclude: ["d"])
        let constraints = try JWTClaimConstraints(der: encoded.value)
        #expect(constraints.mustInclude == ["a", "b"])
        #expect(constraints.permittedValues == ["c": ["high", "höher"]])
        #expect(constraints.mustExclude == ["d"])
    }

    @Test func refuses() throws {
        let tooLong = try ClaimConstraints.encoded(
            mustInclude: [String(repeating: "a", count: JWTClaimConstraints.maximumBytes)])
        let cases = [
            try ClaimConstraints.encoded().value, try ClaimConstraints.encoded(mustInclude: []).value,
            try ClaimConstraints.encoded(permitted: [:]).value,
            try ClaimConstraints.encoded(permitted: ["a": []]).value,
            try ClaimConstraints.encoded(mustExclude: []).value, tooLong.value, [], [0x30], [0x05, 0x00],
            // An unknown field, and the fields in another order.
            [0x30, 0x07, 0xa3, 0x05, 0x30, 0x03, 0x16, 0x01, 0x61],
            [0x30, 0x0e, 0xa2, 0x05, 0x30, 0x03, 0x16, 0x01, 0x61, 0xa0, 0x05, 0x30, 0x03, 0x16, 0x01, 0x61],
        ]
        #expect(cases.count == 11)
        for bytes in cases {
            #expect(throws: STIRCertificateError.malformedClaimConstraints) { try JWTClaimConstraints(der: bytes) }
        }
    }

    @Test func fuzz() throws {
        var generator = SeededGenerator(seed: 9)
        let original = try Array(
            ClaimConstraints.encoded(mustInclude: ["a", "b"], permitted: ["c": ["high"]], mustExclude: ["d"]).value)
        var count = 0
        for _ in 0..<10_000 {
            let mutated = generator.mutation(of: original)
            guard let read = try? JWTClaimConstraints(der: mutated[...]) else { continue }
            count += 1
            #expect(!read.mustInclude.isEmpty || !read.permittedValues.isEmpty || !read.mustExclude.isEmpty)
        }
        #expect(count > 100)
    }
}
