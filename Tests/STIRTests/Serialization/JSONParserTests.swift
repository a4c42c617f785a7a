import SeededRandomness
import Testing

@testable import STIR

@Suite("JSON as PASSporTs carry it (RFC 8259)")
struct JSONParserTests {
    private func parse(_ text: String) -> JSONValue? { JSONParser.parse(Array(text.utf8)) }

    @Test func readsEveryKind() {
        let value = parse(
            #" { "a" : [ null , true , false , -0.5e+2 , 10 , "x\u00e9\ud83d\ude00\/\n" ] , "b" : { } } "#)
        #expect(
            value
                == .object([
                    "a": .array([
                        .null, .bool(true), .bool(false), .number(JSONNumber(checked: "-0.5e+2")),
                        .number(JSONNumber(10)), .string("xé😀/\n"),
                    ]),
                    "b": .object([:]),
                ]))
    }

    @Test(arguments: [
        "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "01", "1.", ".5", "+1", "-", "1e", "NaN", "True",
        "nul", "\"", "\"\\x\"", "\"\\u12\"", "\"\\u+123\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"",
        "\"\t\"",
        "1 2", "{}x", "\u{feff}{}", "[1 2]", "\"\\u-123\"",
    ])
    func refuses(text: String) {
        #expect(parse(text) == nil)
    }

    @Test func refusesRepeatedNames() {
        #expect(parse(#"{"a":1,"a":1}"#) == nil)
        #expect(parse(#"{"a":1,"\u0061":2}"#) == nil)
        #expect(parse(#"{"x":{"a":1,"b":2,"a":3}}"#) == nil)
        #expect(parse(#"{"x":{"a":1},"y":{"a":3}}"#) != nil)
    }

    @Test func refusesInvalidUTF8() {
        #expect(JSONParser.parse([0x22, 0xff, 0x22]) == nil)
        #expect(JSONParser.parse([0x22, 0xc0, 0x80, 0x22]) == nil)
        #expect(JSONParser.parse([0x22, 0xed, 0xa0, 0x80, 0x22]) == nil)
    }

    @Test func boundsDepth() {
        let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(parse(nested(JSONParser.maximumDepth + 1)) != nil)
        #expect(parse(nested(JSONParser.maximumDepth + 2)) == nil)
        #expect(parse(nested(100_000)) == nil)
    }

    @Test func fuzz() {
        var generator = SeededGenerator(seed: 2)
        let seed = Array(#"{"dest":{"tn":["12155550131"]},"iat":1443208345,"x":[-1.5e3,"\u00e9\n",null,true]}"#.utf8)
        var read = 0
        for _ in 0..<20_000 {
            guard let value = JSONParser.parse(generator.mutation(of: seed)) else { continue }
            read += 1
            // What was read means the same when it is written and read again.
            #expect(JSONParser.parse(value.deterministicBytes) == value)
        }
        #expect(read > 100)
    }
}
