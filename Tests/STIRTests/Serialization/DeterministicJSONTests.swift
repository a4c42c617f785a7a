import SeededRandomness
import Testing

@testable import STIR

@Suite("Deterministic JSON (RFC 8225 section 9)")
struct DeterministicJSONTests {
    private func written(_ text: String) throws -> String {
        let value = try #require(JSONParser.parse(Array(text.utf8)))
        return String(decoding: value.deterministicBytes, as: UTF8.self)
    }

    /// Section 9.1, with the comma and the brace that the RFC's print of it lacks.
    @Test func exampleOfSection9() throws {
        let first = "021ACC5427ABEB9C533F3E4B652E7D463F5442CD54F17A03A27DF9B07F4619B2"
        let second = "4AADB9B13F82183B540212DF3E5D496B19E57CAB3E4B652E7D463F5442CD54F1"
        let initial = """
            {
              "dest":{"uri":["sip:alice@example.com"]},
              "orig":{"tn":"12155551212"},
              "iat":1443208345,
              "mky":[
                { "alg":"sha-256", "dig":"\(first)" },
                { "dig":"\(second)", "alg":"sha-256" }
              ]
            }
            """
        let expected =
            #"{"dest":{"uri":["sip:alice@example.com"]},"iat":1443208345,"mky":[{"alg":"sha-256","dig":"\#(first)"},"#
            + #"{"alg":"sha-256","dig":"\#(second)"}],"orig":{"tn":"12155551212"}}"#
        #expect(try written(initial) == expected)
    }

    /// Sections 4.4 and 8.2.
    @Test func exampleHeaders() throws {
        #expect(
            try written(#"{ "typ":"passport", "alg":"ES256", "x5u":"https://cert.example.org/passport.cer" }"#)
                == #"{"alg":"ES256","typ":"passport","x5u":"https://cert.example.org/passport.cer"}"#)
        #expect(
            try written(#"{"x5u":"https://tel.example.org/passport.cer","typ":"passport","ppt":"foo","alg":"ES256"}"#)
                == #"{"alg":"ES256","ppt":"foo","typ":"passport","x5u":"https://tel.example.org/passport.cer"}"#)
    }

    @Test func ordersByCodePoint() throws {
        // U+FF61 comes before U+1F600 as a code point, and after it in UTF-16.
        #expect(
            try written("{\"\u{1f600}\":1,\"\u{ff61}\":2,\"b\":3,\"B\":4,\"aa\":5,\"a\":6}")
                == "{\"B\":4,\"a\":6,\"aa\":5,\"b\":3,\"\u{ff61}\":2,\"\u{1f600}\":1}")
        // Swift would compare the composed form of the first, U+00E9, which comes after f.
        #expect(try written("{\"f\":1,\"e\u{301}\":2}") == "{\"e\u{301}\":2,\"f\":1}")
    }

    @Test func escapesOnlyWhatItMust() throws {
        #expect(
            try written(#""\u002f\u0022\u005c\u0008\u0009\u000a\u000c\u000d\u0001\u001f\u00e9""#)
                == #""/\"\\\b\t\n\f\r\u0001\u001fé""#)
    }

    /// Dictionaries of Swift iterate in an order that changes between runs; the bytes must not.
    @Test func doesNotDependOnDictionaryOrder() throws {
        var generator = SeededGenerator(seed: 3)
        let names = (0..<40).map { "claim\($0)" }
        let expected = JSONValue.object(Dictionary(uniqueKeysWithValues: names.map { ($0, .string($0)) }))
        for _ in 0..<20 {
            var members: [String: JSONValue] = [:]
            for name in names.shuffled(using: &generator) { members[name] = .string(name) }
            #expect(JSONValue.object(members).deterministicBytes == expected.deterministicBytes)
        }
    }
}
