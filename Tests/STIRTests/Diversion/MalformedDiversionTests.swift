import Crypto
import STIR
import SeededRandomness
import Testing

@Suite("Diversions that are not read")
struct MalformedDiversionTests {
    private static let div = #""div":{"tn":"12155550131"}"#

    private func error(_ text: String) -> PassportError? {
        do throws(PassportError) {
            _ = try UnverifiedPassport(text)
            return nil
        } catch {
            return error
        }
    }

    private func passport(_ type: String, _ claims: String) -> Serialized {
        Serialized(
            header: Serialized.goodHeader.replacing("{", with: #"{"ppt":"\#(type)","#),
            claims: Serialized.goodClaims.replacing(#"{"dest"#, with: claims.isEmpty ? #"{"dest"# : "{\(claims),\"dest")
        )
    }

    private func around(_ original: String) -> Serialized { passport("div-o", Self.div + #","opt":"\#(original)""#) }

    @Test func theOnesThatTheOthersAreMadeOfAreRead() {
        #expect(error(passport("div", Self.div).text) == nil)
        #expect(error(around(Serialized().text).text) == nil)
    }

    @Test(
        arguments: ["div", "div-o"],
        [
            "", #""div":null"#, #""div":"12155550131""#, #""div":["12155550131"]"#, #""div":{}"#, #""div":{"hi":"1"}"#,
            #""div":{"tn":["12155550131"]}"#, #""div":{"tn":12155550131}"#, #""div":{"tn":null}"#,
            #""div":{"tn":"1","uri":"sip:a@b"}"#, #""div":{"uri":"no colon"}"#, #""div":{"uri":""}"#,
            #""div":{"tn":"1","hi":1}"#, #""div":{"tn":"1","hi":""}"#, #""div":{"tn":"1","hi":"1.x"}"#,
        ])
    func div(type: String, claim: String) {
        let opt = type == "div" ? "" : (claim.isEmpty ? "" : ",") + #""opt":"\#(Serialized().text)""#
        #expect(error(passport(type, claim + opt).text) == .malformedDiversion)
    }

    @Test(arguments: ["+12155550131", "1215+5550131", "1215555CALL", String(repeating: "1", count: 40), ""])
    func numbers(number: String) {
        #expect(error(passport("div", #""div":{"tn":"\#(number)"}"#).text) == .forbiddenNumber)
    }

    @Test func doubled() {
        #expect(error(passport("div", Self.div + "," + Self.div).text) == .malformedJSON)
        let opt = #""opt":"\#(Serialized().text)""#
        #expect(error(passport("div-o", "\(Self.div),\(opt),\(opt)").text) == .malformedJSON)
    }

    /// Section 8 has members to come, which are kept.
    @Test func furtherMembersOfDivAreKept() throws {
        let text = passport("div", #""div":{"tn":"1","reason":{"deep":[1]},"hi":"1.2"}"#).text
        let diversion = try #require(try UnverifiedPassport(text).claimed.extension.diversion)
        #expect(diversion.historyIndex == "1.2" && diversion.otherMembers.keys.map(\.self) == ["reason"])
    }

    /// Section 3: a "div" has no "opt". In types that are not of RFC 8946 it is a claim like any other (section 6).
    @Test func optOutsideOfDivO() throws {
        let opt = #""opt":"\#(Serialized().text)""#
        #expect(error(passport("div", Self.div + "," + opt).text) == .malformedDiversion)
        let unknown = try UnverifiedPassport(passport("foo", Self.div + "," + opt).text).claimed
        #expect(unknown.extension == .unknown("foo") && unknown.otherClaims.keys.sorted() == ["div", "opt"])
        let base = try UnverifiedPassport(
            Serialized(claims: Serialized.goodClaims.replacing(#"{"dest"#, with: "{\(opt),\"dest")).text)
        #expect(base.claimed.extension == .base && PassportChain(base).passports == [base])
    }

    @Test func optThatIsNoText() {
        for value in ["null", "1", "{}", "[]", #"["a.b.c"]"#] {
            #expect(error(passport("div-o", Self.div + #","opt":\#(value)"#).text) == .malformedOriginal)
        }
        #expect(error(passport("div-o", Self.div).text) == .malformedOriginal)
    }

    @Test func optThatIsNoPassport() {
        let headerless = Serialized(header: #"{"alg":"none"}"#).text
        let twice = Serialized(claims: #"{"iat":1,"iat":1}"#).text
        let jwt = Serialized(header: Serialized.goodHeader.replacing("passport\"", with: "JWT\"")).text
        for text in ["", "x", "a.b.c", headerless, twice, jwt, Serialized().text + " ", "..."] {
            #expect(error(around(text).text) == .malformedOriginal)
        }
        #expect(error(around("a.b.c").text)?.description.contains("three parts") == true)
        // The reason is found at any depth.
        #expect(error(around(around("x").text).text) == .malformedOriginal)
    }

    @Test func optInCompactForm() {
        let signature = Serialized().text.split(separator: ".")[2]
        #expect(error(around(".." + signature).text) == .compactForm)
        #expect(error(around(around(".." + signature).text).text) == .compactForm)
    }

    @Test func depth() {
        // The smallest there are, so that the depth is what is too much.
        let header = #"{"alg":"ES256","ppt":"div-o","typ":"passport","x5u":"x:y"}"#
        var text = Serialized(
            header: #"{"alg":"ES256","typ":"passport","x5u":"x:y"}"#,
            claims: #"{"dest":{"tn":["1"]},"iat":1,"orig":{"tn":"1"}}"#
        ).text
        for diversions in 1...PassportChain.maximumDiversions + 2 {
            text =
                Serialized(
                    header: header,
                    claims: #"{"dest":{"tn":["1"]},"div":{"tn":"1"},"iat":1,"opt":"\#(text)","orig":{"tn":"1"}}"#
                ).text
            #expect(text.utf8.count <= Passport.maximumBytes)
            #expect(error(text) == (diversions <= PassportChain.maximumDiversions ? nil : .nestedTooDeep))
        }
    }

    /// Base64 in base64 grows by a third each time: 50 deep cannot be within the bound, and nothing is decoded.
    @Test func fiftyDeepAndAMegabyte() {
        var text = Serialized().text
        for _ in 0..<50 where text.utf8.count < 4_000_000 { text = around(text).text }
        #expect(error(text) == .tooLong)
        #expect(error(around(String(repeating: "A", count: 1_000_000)).text) == .tooLong)
    }

    @Test func fuzz() throws {
        var generator = SeededGenerator(seed: 8946)
        let inner = around(Serialized().text).text
        let claims = Array(around(inner).claims.utf8)
        let key = P256.Signing.PrivateKey()
        var read = 0
        for _ in 0..<1500 {
            let mutated = String(decoding: generator.mutation(of: claims), as: UTF8.self)
            guard let passport = try? UnverifiedPassport(Serialized(header: around("").header, claims: mutated).text)
            else { continue }
            read += 1
            let claimed = passport.claimed
            let again = try PassportSigner(key: key, certificates: claimed.certificates).sign(
                extension: claimed.extension, issuedAt: claimed.issuedAt, origin: claimed.origin,
                destinations: claimed.destinations, otherClaims: claimed.otherClaims)
            #expect(try UnverifiedPassport(again).claimed == claimed)
        }
        #expect(read > 20)
    }
}
