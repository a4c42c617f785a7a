import Encodings
import STIR
import SeededRandomness
import Testing

@Suite("PASSporTs that are not read")
struct MalformedPassportTests {
    private func error(_ text: String) -> PassportError? {
        do throws(PassportError) {
            _ = try UnverifiedPassport(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func theOneThatTheOthersAreMadeOfIsRead() {
        #expect(error(Serialized().text) == nil)
    }

    @Test func serialization() {
        let good = Serialized().text
        let parts = good.split(separator: ".").map(String.init)
        for text in [
            "", ".", "a.b", good + ".", good + "=", "." + good, good + "." + parts[2], parts[0] + "." + parts[1] + ".",
            good.replacing(".", with: ". "), String(good.dropLast()), good + "A",
            Serialized(signature: [UInt8](repeating: 7, count: 63)).text,
            Serialized(signature: [UInt8](repeating: 7, count: 65)).text, Serialized(signature: []).text,
        ] { #expect(error(text) == .malformedSerialization) }
        // Without claims it is the compact form, and refused as that.
        #expect(error(parts[0] + "..") == .compactForm)
    }

    /// 64 bytes take 86 characters, whose last has four bits too many: all but one of its 16 spellings are refused.
    @Test func signatureHasOneSpelling() {
        let good = Serialized(signature: [UInt8](repeating: 0, count: 64)).text
        var read = 0
        for last in "ABCDEFGHIJKLMNOP" where error(good.dropLast() + String(last)) == nil { read += 1 }
        #expect(read == 1)
    }

    @Test func oversizedIsRefusedBeforeItIsRead() {
        let padding = String(repeating: " ", count: Passport.maximumBytes)
        #expect(error(Serialized(claims: Serialized.goodClaims + padding).text) == .tooLong)
        #expect(error(String(repeating: ".", count: 1_000_000)) == .tooLong)
    }

    @Test func json() {
        let repeated = Serialized.goodClaims.replacing("{\"dest", with: "{\"iat\":1,\"dest")
        for claims in ["{", "{}x", #"{"iat":1,"iat":1}"#, repeated] {
            #expect(error(Serialized(claims: claims).text) == .malformedJSON)
        }
        #expect(error(Serialized(claims: "").text) == .compactForm)
        let twice = Serialized.goodHeader.replacing("{", with: #"{"alg":"none","#)
        #expect(error(Serialized(header: twice).text) == .malformedJSON)
    }

    @Test(arguments: ["none", "HS256", "RS256", "ES384", "es256", "EdDSA", ""])
    func algorithm(name: String) {
        let header = Serialized.goodHeader.replacing("ES256", with: name)
        #expect(error(Serialized(header: header).text) == .unsupportedAlgorithm)
    }

    @Test(arguments: [
        #"{"alg":"ES256","x5u":"https://a.example/c"}"#,
        #"{"alg":"ES256","typ":"JWT","x5u":"https://a.example/c"}"#,
        #"{"alg":"ES256","typ":"PASSPORT","x5u":"https://a.example/c"}"#,
        #"{"alg":"ES256","typ":"passport","x5u":""}"#,
        #"{"alg":"ES256","typ":"passport","x5u":["https://a.example/c"]}"#,
        #"{"alg":"ES256","typ":"passport","x5u":"https://a.example/\n"}"#,
        #"{"alg":"ES256","crit":["exp"],"typ":"passport","x5u":"https://a.example/c"}"#,
        #"{"alg":"ES256","ppt":1,"typ":"passport","x5u":"https://a.example/c"}"#,
        #"{"alg":"ES256","ppt":"","typ":"passport","x5u":"https://a.example/c"}"#, "[]", "\"ES256\"",
    ])
    func header(text: String) {
        #expect(error(Serialized(header: text).text) == .malformedHeader)
    }

    @Test(arguments: [
        "[]", "{}", #"{"dest":{"tn":["1"]},"iat":1}"#, #"{"iat":1,"orig":{"tn":"1"}}"#,
        #"{"dest":{"tn":["1"]},"orig":{"tn":"1"}}"#, #"{"dest":{"tn":["1"]},"iat":"1","orig":{"tn":"1"}}"#,
        #"{"dest":{"tn":["1"]},"iat":1.5,"orig":{"tn":"1"}}"#, #"{"dest":{"tn":["1"]},"iat":-1,"orig":{"tn":"1"}}"#,
        #"{"dest":{"tn":["1"]},"iat":1e3,"orig":{"tn":"1"}}"#,
        #"{"dest":{"tn":["1"]},"iat":99999999999999999999,"orig":{"tn":"1"}}"#,
        #"{"dest":{"tn":["1"]},"iat":9223372036854775807,"orig":{"tn":"1"}}"#,
        #"{"dest":{"tn":["1"]},"iat":1,"orig":{"tn":"1","uri":"sip:a@b"}}"#,
        #"{"dest":{"tn":["1"]},"iat":1,"orig":{"tn":["1"]}}"#, #"{"dest":{"tn":["1"]},"iat":1,"orig":{}}"#,
        #"{"dest":{"tn":["1"]},"iat":1,"orig":{"spc":"1"}}"#, #"{"dest":{"tn":["1"]},"iat":1,"orig":"1"}"#,
        #"{"dest":{"tn":{}},"iat":1,"orig":{"tn":"1"}}"#, #"{"dest":{"tn":[]},"iat":1,"orig":{"tn":"1"}}"#,
        #"{"dest":{},"iat":1,"orig":{"tn":"1"}}"#, #"{"dest":{"tn":["1"],"uri":[]},"iat":1,"orig":{"tn":"1"}}"#,
        #"{"dest":{"tn":["1"],"x":["1"]},"iat":1,"orig":{"tn":"1"}}"#,
        #"{"dest":{"tn":[1]},"iat":1,"orig":{"tn":"1"}}"#,
        #"{"dest":{"uri":["no colon"]},"iat":1,"orig":{"tn":"1"}}"#,
        #"{"dest":{"tn":["1"]},"iat":1,"orig":{"uri":""}}"#,
        #"{"dest":{"tn":["1"]},"iat":1,"orig":{"tn":"1"},"é":1}"#,
    ])
    func claims(text: String) {
        #expect(error(Serialized(claims: text).text) == .malformedClaim)
    }

    @Test(arguments: ["+12155550121", "1-215", "", "1234567890123456", "１２"])
    func numbersThatAreNotCanonical(number: String) {
        let orig = #"{"dest":{"tn":["1"]},"iat":1,"orig":{"tn":"\#(number)"}}"#
        let dest = #"{"dest":{"tn":["1","\#(number)"]},"iat":1,"orig":{"tn":"1"}}"#
        #expect(error(Serialized(claims: orig).text) == .forbiddenNumber)
        #expect(error(Serialized(claims: dest).text) == .forbiddenNumber)
    }

    @Test(arguments: [
        #""attest":"A""#, #""origid":"123e4567-e89b-12d3-a456-426655440000""#,
        #""attest":"D","origid":"123e4567-e89b-12d3-a456-426655440000""#,
        #""attest":"a","origid":"123e4567-e89b-12d3-a456-426655440000""#,
        #""attest":"A","origid":"123e4567e89b12d3a456426655440000""#,
        #""attest":"A","origid":"123e4567-e89b-12d3-a456-42665544000g""#, #""attest":"A","origid":"""#,
        #""attest":"A","origid":7"#,
    ])
    func shakenClaims(text: String) {
        let header = Serialized.goodHeader.replacing("{", with: #"{"ppt":"shaken","#)
        let claims = Serialized.goodClaims.replacing("{\"dest", with: "{\(text),\"dest")
        #expect(error(Serialized(header: header, claims: claims).text) == .malformedClaim)
    }

    @Test func fuzz() throws {
        var generator = SeededGenerator(seed: 5)
        let header = Serialized.goodHeader.replacing("{", with: #"{"ppt":"shaken","#)
        let extra = #"{"attest":"A","origid":"123e4567-e89b-12d3-a456-426655440000","#
        let claims = extra + Serialized.goodClaims.dropFirst()
        var read = 0
        for round in 0..<4000 {
            let text: String
            if round.isMultiple(of: 2) {
                let whole = Array(Serialized(header: header, claims: claims).text.utf8)
                text = String(decoding: generator.mutation(of: whole), as: UTF8.self)
            } else {
                let mutated = generator.mutation(of: Array(claims.utf8))
                text = Serialized(header: header, claims: String(decoding: mutated, as: UTF8.self)).text
            }
            guard error(text) == nil else { continue }
            read += 1
            // Whatever is read has one deterministic form, and that is read as the same.
            let claimed = try UnverifiedPassport(text).claimed
            let again = claimed.signingInput + "." + Base64URL.encode([UInt8](repeating: 1, count: 64))
            #expect(try UnverifiedPassport(again).claimed == claimed)
        }
        #expect(read > 100)
        for _ in 0..<2000 {
            let noise = generator.bytes(Int.random(in: 0..<300, using: &generator))
            #expect(error(String(decoding: noise, as: UTF8.self)) != nil)
        }
    }
}
