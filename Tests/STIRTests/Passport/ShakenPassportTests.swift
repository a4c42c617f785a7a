import Crypto
import STIR
import SeededRandomness
import Testing

@Suite("PASSporT, base and shaken (RFC 8225, RFC 8588)")
struct ShakenPassportTests {
    private static let origid = "123e4567-e89b-12d3-a456-426655440000"

    /// Section 6 of RFC 8588, with "iat" as the number that RFC 7519 makes it.
    private func example(otherClaims: [String: JSONValue] = [:]) throws -> Passport {
        try Passport(
            certificates: .url("https://cert.example.org/passport.cer"),
            extension: .shaken(.full, OriginationIdentifier(Self.origid)), issuedAt: 1_443_208_345,
            origin: .number(TelephoneNumber(digits: "12155550121")),
            destinations: PassportDestinations(numbers: [TelephoneNumber(digits: "12155550131")]),
            otherClaims: otherClaims)
    }

    @Test func exampleOfRFC8588() throws {
        let passport = try example()
        #expect(
            String(decoding: passport.headerJSON.deterministicBytes, as: UTF8.self)
                == #"{"alg":"ES256","ppt":"shaken","typ":"passport","x5u":"https://cert.example.org/passport.cer"}"#)
        #expect(
            String(decoding: passport.claimsJSON.deterministicBytes, as: UTF8.self)
                == #"{"attest":"A","dest":{"tn":["12155550131"]},"iat":1443208345,"orig":{"tn":"12155550121"},"#
                + #""origid":"123e4567-e89b-12d3-a456-426655440000"}"#)
    }

    @Test func secondExampleOfSection5() throws {
        let passport = try Passport(
            certificates: .url("https://cert.example.org/passport.cer"), issuedAt: 1_443_208_345,
            origin: .number(TelephoneNumber(digits: "12155551212")),
            destinations: PassportDestinations(
                numbers: [TelephoneNumber(digits: "12125551212")],
                uris: ["sip:bob@example.net", "sip:alice@example.com"]))
        #expect(
            String(decoding: passport.claimsJSON.deterministicBytes, as: UTF8.self)
                == #"{"dest":{"tn":["12125551212"],"uri":["sip:alice@example.com","sip:bob@example.net"]},"#
                + #""iat":1443208345,"orig":{"tn":"12155551212"}}"#)
    }

    @Test(arguments: Attestation.allCases)
    func readsBackWhatItSigned(attestation: Attestation) throws {
        let key = P256.Signing.PrivateKey()
        let signer = try PassportSigner(key: key, certificates: .url("https://cert.example.org/a.pem"))
        let others: [String: JSONValue] = [
            "bar": .string("beyond all recognition"),
            "rcd": .object(["nam": .string("Zoë"), "n": .number(JSONNumber(-7))]),
        ]
        let origid = OriginationIdentifier.random()
        let text = try signer.sign(
            extension: .shaken(attestation, origid), issuedAt: 1_767_225_600, origin: .uri("sip:bob@example.net"),
            destinations: PassportDestinations(numbers: [TelephoneNumber(digits: "*67")]), otherClaims: others)
        let claimed = try UnverifiedPassport(text).claimed
        #expect(claimed.extension == .shaken(attestation, origid))
        #expect(claimed.otherClaims == others)
        #expect(claimed.origin == .uri("sip:bob@example.net"))
        #expect(claimed.issuedAt == 1_767_225_600)
        #expect(try CompactSerialization(text).isSigned(by: key.publicKey))
    }

    @Test func unknownExtensionIsKept() throws {
        let text = Serialized(header: #"{"alg":"ES256","ppt":"foo","typ":"passport","x5u":"https://a.example/c"}"#).text
        #expect(try UnverifiedPassport(text).claimed.extension == .unknown("foo"))
    }

    @Test func claimsWithFieldsOfTheirOwnCannotBeOverridden() throws {
        for name in ["iat", "orig", "dest", "attest", "origid", "naïve"] {
            #expect(throws: PassportError.malformedClaim) { try example(otherClaims: [name: .null]) }
        }
        #expect(throws: Never.self) { try example(otherClaims: ["mky": .null]) }
    }

    @Test func signerRefusesWhatCouldNotBeReadAgain() throws {
        let signer = try PassportSigner(key: P256.Signing.PrivateKey(), certificates: .url("https://a.example/c"))
        let destinations = try PassportDestinations(uris: ["sip:a@b.example"])
        let long: JSONValue = .string(String(repeating: "x", count: Passport.maximumBytes))
        #expect(throws: PassportError.tooLong) {
            try signer.sign(issuedAt: 0, origin: .uri("sip:c@d"), destinations: destinations, otherClaims: ["x": long])
        }
        for time in [-1, Int64.min, Int64.max] {
            #expect(throws: PassportError.malformedClaim) {
                try signer.sign(issuedAt: time, origin: .uri("sip:c@d"), destinations: destinations)
            }
        }
        let tooLong = "x:" + String(repeating: "y", count: 2048)
        for url in ["", "https", ":x", "https://a b", "https://é.example", tooLong] {
            #expect(throws: PassportError.malformedHeader) {
                try PassportSigner(key: P256.Signing.PrivateKey(), certificates: .url(url))
            }
        }
        #expect(throws: PassportError.malformedClaim) { try PassportDestinations() }
    }

    @Test func randomOriginationIdentifiersAreUUIDs() throws {
        var generator = SeededGenerator(seed: 4)
        var seen: Set<String> = []
        for _ in 0..<500 {
            let text = OriginationIdentifier.random(using: &generator).text
            #expect(try OriginationIdentifier(text).text == text)
            let digits = Array(text)
            #expect(digits[14] == "4" && "89ab".contains(digits[19]))
            seen.insert(text)
        }
        #expect(seen.count == 500)
    }

    @Test func printsRedacted() throws {
        let passport = try example()
        let text = Serialized(claims: #"{"dest":{"tn":["12155550131"]},"iat":1,"orig":{"tn":"12155550121"}}"#).text
        var dumped = ""
        dump(passport, to: &dumped)
        dump(try UnverifiedPassport(text), to: &dumped)
        dump(passport.origin, to: &dumped)
        dump(passport.destinations, to: &dumped)
        dump(passport.extension, to: &dumped)
        dump(passport.claimsJSON, to: &dumped)
        for secret in ["12155550121", "12155550131", Self.origid] {
            #expect(!dumped.contains(secret) && !"\(passport) \(String(reflecting: passport))".contains(secret))
        }
    }
}
