import Encodings
import KeyDirectory
import STIR
import SeededRandomness
import Testing

@Suite("Key bindings that are not read")
struct MalformedKeyBindingTests {
    typealias Fixture = DirectoryFixture

    private let good: Serialized

    init() throws {
        let party = try Fixture().party([.one(Fixture.number("12155551213"))])
        good = try Serialized(
            try party.signer.sign(
                try party.binding([
                    .one(try Fixture.number("12155551213")), .range(try Fixture.range("12155551000", 10)),
                ])))
    }

    private func error(_ text: String) -> KeyBindingError? {
        do throws(KeyBindingError) {
            _ = try UnverifiedKeyBinding(text)
            return nil
        } catch {
            return error
        }
    }

    private func error(claims from: String, _ to: String) -> KeyBindingError? {
        #expect(good.claims.contains(from), "nothing would be changed")
        return error(good.with(claims: { $0.replacing(from, with: to) }))
    }

    @Test func theOneThatTheOthersAreMadeOfIsRead() {
        #expect(error(good.text) == nil)
    }

    @Test(arguments: ["none", "HS256", "RS256", "ES384", "EdDSA", "es256", ""])
    func algorithm(name: String) {
        #expect(error(good.with(header: { $0.replacing("ES256", with: name) })) == .unsupportedAlgorithm)
    }

    @Test func header() {
        #expect(error(good.with(header: { $0.replacing(#""alg":"ES256","#, with: "") })) == .unsupportedAlgorithm)
        for typ in ["passport", "JWT", "cps-key-withdrawal+jwt", "CPS-KEY-BINDING+JWT", ""] {
            #expect(error(good.with(header: { $0.replacing("cps-key-binding+jwt", with: typ) })) == .malformedHeader)
        }
        #expect(
            error(good.with(header: { $0.replacing(#""typ""#, with: #""crit":["b64"],"typ""#) })) == .malformedHeader)
        #expect(
            error(good.with(header: { $0.replacing(#""typ""#, with: #""typ":"x","typ""#) })) == .malformedSerialization)
        #expect(error(good.with(header: { _ in "[]" })) == .malformedHeader)
    }

    @Test func certificates() {
        func error(x5c: String) -> KeyBindingError? {
            self.error(good.with(header: { _ in #"{"alg":"ES256","typ":"cps-key-binding+jwt","x5c":"# + x5c + "}" }))
        }
        for x5c in [
            "[]", "null", "\"AAAA\"", "[1]", "[[]]", #"["AAA"]"#, #"["AAAA"]"#, #"["-_-_"]"#, #"[" AAAA"]"#,
            "[" + Array(repeating: #""AAAA""#, count: 7).joined(separator: ",") + "]",
        ] { #expect(error(x5c: x5c) == .malformedCertificates) }
        #expect(
            self.error(good.with(header: { _ in #"{"alg":"ES256","typ":"cps-key-binding+jwt"}"# }))
                == .malformedCertificates)
    }

    @Test func serialization() {
        let parts = good.text.split(separator: ".").map(String.init)
        for text in [
            "", "..", good.text + ".", good.text + "=", parts[0] + ".." + parts[2], parts[0] + "." + parts[1],
            good.with(claims: { "[" + String(repeating: "[", count: 40) + $0 }),
            good.with(claims: { $0.replacing("{\"cps", with: "{\"seq\":1,\"cps") }),
        ] { #expect(error(text) == .malformedSerialization) }
        #expect(error(good.text + String(repeating: "A", count: KeyBinding.maximumBytes)) == .tooLong)
        #expect(error(String(repeating: ".", count: 5_000_000)) == .tooLong)
        let deep = String(repeating: "[", count: 30) + String(repeating: "]", count: 30)
        #expect(
            error(good.with(claims: { $0.replacing("{\"cps", with: "{\"a\":\(deep),\"cps") }))
                == .malformedSerialization)
    }

    @Test(arguments: ["exp", "iat", "nbf", "seq", "suite"])
    func wholeNumbers(name: String) throws {
        let value = try #require(good.claims.firstMatch(of: try Regex("\"\(name)\":[0-9]+"))).output[0].substring ?? ""
        for other in ["-1", "1.5", "1e3", "\"1\"", "null", "[]", "{}", "true", "99999999999999999999"] {
            let wanted: KeyBindingError = name == "suite" && other == "-1" ? .unknownSuite : .malformedClaim
            #expect(error(claims: String(value), "\"\(name)\":\(other)") == wanted)
        }
        #expect(error(claims: String(value), "\"other\":1") == .malformedClaim)
    }

    @Test func times() throws {
        let (now, later) = (Fixture.now, Fixture.now + 86_400)
        #expect(error(claims: "\"nbf\":\(now)", "\"nbf\":\(now - 1)") == .malformedClaim)
        #expect(error(claims: "\"nbf\":\(now)", "\"nbf\":\(later)") == .malformedClaim)
        #expect(error(claims: "\"exp\":\(later)", "\"exp\":\(now + KeyBinding.maximumValidity)") == nil)
        #expect(
            error(claims: "\"exp\":\(later)", "\"exp\":\(now + KeyBinding.maximumValidity + 1)") == .validityTooLong)
        #expect(error(claims: "\"seq\":\(now)000", "\"seq\":9007199254740992") == .malformedClaim)
        #expect(error(claims: "\"suite\":1", "\"suite\":2") == .unknownSuite)
    }

    @Test(arguments: [
        "null", "[]", "{}", "\"12155551213\"", "[1]", "[null]", "[[]]", #"[""]"#, #"["+12155551213"]"#,
        #"["1215-555"]"#,
        #"["121555512ab"]"#, #"["1234567890123456"]"#, #"["12","12"]"#, #"[{"start":"1","count":1}]"#,
        #"[{"start":"1","count":0}]"#, #"[{"start":"1","count":-5}]"#, #"[{"start":"1","count":9}]"#,
        #"[{"start":"1","count":"2"}]"#, #"[{"start":1,"count":2}]"#, #"[{"start":"1"}]"#, #"[{"count":2}]"#,
        #"[{"start":"1","count":2,"more":1}]"#, #"[{"start":"*1","count":2}]"#,
        #"[{"start":"1","count":9223372036854775807}]"#, #"["1234567890123456789012345678901234567890"]"#,
        #"["12+155"]"#,
    ])
    func numbers(json: String) throws {
        let value = try #require(good.claims.firstMatch(of: /"numbers":(.*?),"seq"/)).output.1
        let text = good.with(claims: { $0.replacing(value, with: json) })
        #expect(error(text) == .malformedNumbers)
    }

    @Test func numberOfEntries() throws {
        let value = try #require(good.claims.firstMatch(of: /"numbers":(.*?),"seq"/)).output.1
        for (count, wanted) in [
            (KeyBinding.maximumEntries, nil), (KeyBinding.maximumEntries + 1, KeyBindingError.malformedNumbers),
        ] {
            let json = "[" + (0..<count).map { "\"1\($0)\"" }.joined(separator: ",") + "]"
            #expect(
                error(good.with(claims: { $0.replacing(value, with: json) })) == wanted)
        }
    }

    @Test func key() throws {
        let value = try #require(good.claims.firstMatch(of: /"key":"[^"]*"/)).output
        let zero = Base64URL.encode([UInt8](repeating: 0, count: 32))
        let one = Base64URL.encode([1] + [UInt8](repeating: 0, count: 31))
        let uncanonical = Base64URL.encode([0xed] + [UInt8](repeating: 0xff, count: 30) + [0x7f])
        for key in [
            "null", "1", "[]", "\"\"", "\"AAAA\"", "\"\(zero)\"", "\"\(one)\"", "\"\(uncanonical)\"", "\"\(zero)=\"",
            "\"\(Base64URL.encode([UInt8](repeating: 9, count: 33)))\"",
        ] { #expect(error(claims: String(value), "\"key\":\(key)") == .malformedKey) }
        #expect(error(claims: String(value), "\"no\":1") == .malformedKey)
    }

    @Test(arguments: [
        "http://cps.example", "https://", "https://cps.example/", "https://cps.example/path", "https://CPS.example",
        "https://cps.example:443", "https://cps.example:0", "https://cps.example:", "https://cps.example:65536",
        "https://cps.example:+80", "https://user@cps.example", "https://cps.example?x", "https://cps..example",
        "https://[::1", "https://[]", "https://[x]", "https://a b", "file:///etc/passwd", "https://cps.example:8443/",
        "https://" + String(repeating: "a", count: 64) + ".example",
    ])
    func service(uri: String) {
        #expect(error(claims: "https://cps.example", uri) == .malformedService)
    }

    @Test(arguments: [
        "https://cps.example:8443", "https://localhost:1", "https://[::1]:8443", "https://127.0.0.1:65535",
    ])
    func serviceThatIsRead(uri: String) {
        #expect(error(claims: "https://cps.example", uri) == nil)
    }

    @Test func serviceOfAnotherType() {
        for json in ["null", "1", "[]", "{}"] {
            #expect(error(claims: "\"https://cps.example\"", json) == .malformedService)
        }
    }

    @Test func name() throws {
        let value = try #require(good.claims.firstMatch(of: /"name":"[^"]*"/)).output
        for name in [
            "null", "1", "\"\"", "\"A\"", "\"a b\"", "\"a/b\"", "\"é\"", "\"\(String(repeating: "a", count: 65))\"",
        ] { #expect(error(claims: String(value), "\"name\":\(name)") == .malformedName) }
        #expect(error(claims: String(value), "\"name\":\"\(String(repeating: "a", count: 64))\"") == nil)
    }

    @Test func claimsOfAnotherTypeThanAnObject() {
        for claims in ["[]", "null", "1", "\"x\""] {
            #expect(error(good.with(claims: { _ in claims })) == .malformedClaim)
        }
    }

    @Test func unknownClaimsAndParametersAreIgnored() {
        #expect(error(good.with(claims: { $0.replacing("{\"cps", with: "{\"zz\":[1],\"cps") })) == nil)
        #expect(error(good.with(header: { $0.replacing("{\"alg", with: "{\"kid\":\"1\",\"alg") })) == nil)
    }

    /// What comes out of the reader is always safe to write again: it never traps, and reads back the same.
    @Test func mutations() throws {
        var generator = SeededGenerator(seed: 11)
        var read = 0
        for _ in 0..<3000 {
            let claims = generator.mutation(of: Array(good.claims.utf8))
            var changed = good
            changed.claims = String(decoding: claims, as: UTF8.self)
            guard let binding = try? UnverifiedKeyBinding(changed.text) else { continue }
            read += 1
            #expect(binding.claimed.expires > binding.claimed.notBefore)
        }
        #expect(read > 10, "mutations that are read at all")
    }
}
