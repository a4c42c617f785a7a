import Crypto
import STIR
import Testing

/// What RFC 8225 prints as signed.
///
/// Its examples do not fit together: the signature of section 7.1 was made with the key whose public half is in
/// appendix A.2, over a payload whose "iat" is a string; that of appendix A was made with neither printed key;
/// and the private key of A.1 is not the private half of A.2. Each is tested for what it can show.
@Suite("Examples of RFC 8225")
struct CompactSerializationTests {
    private static let header =
        "eyJhbGciOiJFUzI1NiIsInR5cCI6InBhc3Nwb3J0IiwieDV1IjoiaHR0cHM6Ly9jZXJ0LmV4YW1wbGUub3JnL3Bhc3Nwb3J0LmNlciJ9"
    private static let section7 =
        header + ".eyJkZXN0Ijp7InVyaSI6WyJzaXA6YWxpY2VAZXhhbXBsZS5jb20iXX0sImlhdCI6IjE0NDMyMDgzNDUiLCJvcmlnIjp7InRuIj"
        + "oiMTIxNTU1NTEyMTIifX0"
        + ".rq3pjT1hoRwakEGjHCnWSwUnshd0-zJ6F1VOgFWSjHBr8Qjpjlk-cpFYpFYsojNCpTzO3QfPOlckGaS6hEck7w"
    private static let appendixAInput =
        header + ".eyJkZXN0Ijp7InVyaSI6WyJzaXA6YWxpY2VAZXhhbXBsZS5jb20iXX0sImlhdCI6MTQ3MTM3NTQxOCwib3JpZyI6eyJ0biI6Ij"
        + "EyMTU1NTUxMjEyIn19"
    private static let appendixA =
        appendixAInput + ".VLBCIVDCaeK6M4hLJb6SHQvacAQVvoiiEOWQ_iUkqk79UD81fHQ0E1b3_GluIkba7UWYRM47ZbNFdOJquE35cw"
    private static let privateKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgi7q2TZvN9VDFg8Vy
        qCP06bETrR2v8MRvr89rn4i+UAahRANCAAQWfaj1HUETpoNCrOtp9KA8o0V79IuW
        ARKt9C1cFPkyd3FBP4SeiNZxQhDrD0tdBHls3/wFe8++K2FrPyQF9vuh
        -----END PRIVATE KEY-----
        """
    private static let publicKey = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8HNbQd/TmvCKwPKHkMF9fScavGeH
        78YTU8qLS8I5HLHSSmlATLcslQMhNC/OhlWBYC626nIlo7XeebYS7Sb37g==
        -----END PUBLIC KEY-----
        """

    private func appendixAPassport() throws -> Passport {
        try Passport(
            certificates: .url("https://cert.example.org/passport.cer"), issuedAt: 1_471_375_418,
            origin: .number(TelephoneNumber(digits: "12155551212")),
            destinations: PassportDestinations(uris: ["sip:alice@example.com"]))
    }

    @Test func signatureOfSection7VerifiesWithTheKeyOfA2() throws {
        let serialization = try CompactSerialization(Self.section7)
        let key = try P256.Signing.PublicKey(pemRepresentation: Self.publicKey)
        #expect(serialization.isSigned(by: key))
        #expect(!serialization.isSigned(by: P256.Signing.PrivateKey().publicKey))
        let damaged = Self.section7.replacing(".rq3p", with: ".rq3q")
        #expect(try !CompactSerialization(damaged).isSigned(by: key))
        // RFC 7519 makes "iat" a number, so the example is no PASSporT.
        #expect(throws: PassportError.malformedClaim) { try UnverifiedPassport(Self.section7) }
    }

    /// Sections 5.2.2 and 8.3, with the comma that the latter lacks.
    @Test func furtherClaimsAreKept() throws {
        let common = #""dest":{"uri":["sip:alice@example.com"]},"iat":1443208345,"orig":{"tn":"12155551212"}"#
        let fingerprints = [
            ("sha-256", "021ACC5427ABEB9C533F3E4B652E7D463F5442CD54F17A03A27DF9B07F4619B2"),
            ("sha-256", "4AADB9B13F82183B540212DF3E5D496B19E57CAB3E4B652E7D463F5442CD54F1"),
        ]
        let mky = fingerprints.map { #"{"alg":"\#($0.0)","dig":"\#($0.1)"}"# }.joined(separator: ",")
        let media = try UnverifiedPassport(Serialized(claims: #"{"mky":[\#(mky)],\#(common)}"#).text).claimed
        #expect(
            media.otherClaims == [
                "mky": .array(fingerprints.map { .object(["alg": .string($0.0), "dig": .string($0.1)]) })
            ])
        let foo = try UnverifiedPassport(
            Serialized(
                header: #"{"alg":"ES256","ppt":"foo","typ":"passport","x5u":"https://tel.example.org/passport.cer"}"#,
                claims: #"{"bar":"beyond all recognition",\#(common)}"#
            ).text
        ).claimed
        #expect(foo.extension == .unknown("foo") && foo.otherClaims == ["bar": .string("beyond all recognition")])
        #expect(foo.destinations == media.destinations && foo.origin == media.origin)
    }

    @Test func stepsOfAppendixA() throws {
        let expected = try appendixAPassport()
        #expect(expected.signingInput == Self.appendixAInput)
        let unverified = try UnverifiedPassport(Self.appendixA)
        #expect(unverified.claimed == expected)
        #expect(unverified.compactSerialization == Self.appendixA)
    }

    @Test func keyOfA1SignsAppendixA() throws {
        let key = try P256.Signing.PrivateKey(pemRepresentation: Self.privateKey)
        let signer = try PassportSigner(key: key, certificates: .url("https://cert.example.org/passport.cer"))
        let passport = try appendixAPassport()
        let signed = try signer.sign(
            issuedAt: passport.issuedAt, origin: passport.origin, destinations: passport.destinations)
        #expect(signed.hasPrefix(Self.appendixAInput + "."))
        #expect(try CompactSerialization(signed).isSigned(by: key.publicKey))
    }

    @Test func printedSignatureOfAppendixAFitsNeitherKey() throws {
        let serialization = try CompactSerialization(Self.appendixA)
        let first = try P256.Signing.PrivateKey(pemRepresentation: Self.privateKey).publicKey
        let second = try P256.Signing.PublicKey(pemRepresentation: Self.publicKey)
        #expect(first.rawRepresentation != second.rawRepresentation)
        #expect(!serialization.isSigned(by: first))
        #expect(!serialization.isSigned(by: second))
    }

    @Test func compactFormIsRefusedWithItsReason() throws {
        let compact = "..rq3pjT1hoRwakEGjHCnWSwUnshd0-zJ6F1VOgFWSjHBr8Qjpjlk-cpFYpFYsojNCpTzO3QfPOlckGaS6hEck7w"
        // Both spellings: without header and claims, and with the header left in.
        for header in ["", "eyJhbGciOiJFUzI1NiJ9"] {
            #expect(throws: PassportError.compactForm) { try UnverifiedPassport(header + compact) }
        }
        #expect(PassportError.compactForm.description.contains("full form"))
    }
}
