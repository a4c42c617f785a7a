import Crypto
import STIR
import Testing

/// What RFC 8946 prints, with the key of its appendix A, which made every signature in it.
///
/// Two slips of the text are worth knowing. The number in every "div" has a 5 too many, so the chain of section 5 does
/// not hold together; and the "dest" that was signed there is a string, where RFC 8225 has an array.
@Suite("Examples of RFC 8946")
struct RFC8946ExamplesTests {
    private static let section3 =
        "eyJhbGciOiJFUzI1NiIsInBwdCI6ImRpdiIsInR5cCI6InBhc3Nwb3J0IiwieDV1IjoiaHR0cHM6Ly93d3cuZXhhbXBsZS5jb20vY2VydC5jZXIi"
        + "fQ.eyJkZXN0Ijp7InRuIjpbIjEyMTU1NTUxMjE0Il19LCJkaXYiOnsidG4iOiIxMjE1NTU1NTEyMTMifSwiaWF0IjoxNDQzMjA4MzQ1LCJv"
        + "cmlnIjp7InRuIjoiMTIxNTU1NTEyMTIifX0"
        + ".xBHWipDEEJ8a6TsdX6xUXAnblsFiGUiAxwLiv0HLC9IICj6eG9jQd6WzeSSjHRBwxmChHhVIiMTSqIlk3yCNkg"
    private static let opt =
        "eyJhbGciOiJFUzI1NiIsInR5cCI6InBhc3Nwb3J0IiwieDV1IjoiaHR0cHM6Ly93d3cuZXhhbXBsZS5jb20vY2VydC5jZXIifQ.eyJkZXN0Ijp7"
        + "InRuIjpbIjEyMTU1NTUxMjEzIl19LCJpYXQiOjE0NDMyMDgzNDUsIm9yaWciOnsidG4iOiIxMjE1NTU1MTIxMiJ9fQ"
        + ".1bEzkzcNbKvgz4QoMx0_DJ2T8qFMDC1sPqHPXl1WvbauzRJRvYlZqQ0qgGTlS8tJ_wXjVe07Z3wvDrdApHhhYw"
    private static let section5 =
        "eyJhbGciOiJFUzI1NiIsInBwdCI6ImRpdi1vIiwidHlwIjoicGFzc3BvcnQiLCJ4NXUiOiJodHRwczovL3d3dy5leGFtcGxlLmNvbS9jZXJ0"
        + "LmNlciJ9.eyJkZXN0Ijp7InRuIjoiMTIxNTU1NTEyMTQifSwiZGl2Ijp7InRuIjoiMTIxNTU1NTUxMjEzIn0sImlhdCI6MTQ0MzIwODM0NSw"
        + "ib3B0IjoiZXlKaGJHY2lPaUpGVXpJMU5pSXNJblI1Y0NJNkluQmhjM053YjNKMElpd2llRFYxSWpvaWFIUjBjSE02THk5M2QzY3VaWGhoYlh"
        + "Cc1pTNWpiMjB2WTJWeWRDNWpaWElpZlEuZXlKa1pYTjBJanA3SW5SdUlqcGJJakV5TVRVMU5UVXhNakV6SWwxOUxDSnBZWFFpT2pFME5ETXl"
        + "NRGd6TkRVc0ltOXlhV2NpT25zaWRHNGlPaUl4TWpFMU5UVTFNVEl4TWlKOWZRLjFiRXpremNOYkt2Z3o0UW9NeDBfREoyVDhxRk1EQzFzUHF"
        + "IUFhsMVd2YmF1elJKUnZZbFpxUTBxZ0dUbFM4dEpfd1hqVmUwN1ozd3ZEcmRBcEhoaFl3Iiwib3JpZyI6eyJ0biI6IjEyMTU1NTUxMjEyIn1"
        + "9.CHeA9wRnthl7paMe6rP0TARpmFCXjmi_vF_HRz2O_oulB_R-G9xZNiLVvmvHv4gk6LILaDV2y2VtHTLIEgmHig"
    private static let publicKey = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmzGM1VsO+3IqbMF54rQMaYKQftO4
        hUYm9wv5wutLgEd9FsiTy3+4+Wa2O7pffOXPC0QzO+yD8hGEXGP/2mZo6w==
        -----END PUBLIC KEY-----
        """

    private func number(_ digits: String) throws -> TelephoneNumber { try TelephoneNumber(digits: digits) }

    @Test func signaturesVerifyWithTheKeyOfAppendixA() throws {
        let key = try P256.Signing.PublicKey(pemRepresentation: Self.publicKey)
        let texts = [Self.section3, Self.opt, Self.section5]
        for text in texts {
            #expect(try CompactSerialization(text).isSigned(by: key))
            #expect(try !CompactSerialization(text).isSigned(by: P256.Signing.PrivateKey().publicKey))
        }
        let parts = texts.map { $0.split(separator: ".") }
        let mixed = "\(parts[0][0]).\(parts[0][1]).\(parts[1][2])"
        #expect(try !CompactSerialization(mixed).isSigned(by: key))
    }

    @Test func section3Decodes() throws {
        let claimed = try UnverifiedPassport(Self.section3).claimed
        #expect(claimed.extension == .div(try Diversion(by: .number(number("121555551213")))))
        #expect(claimed.destinations == (try PassportDestinations(numbers: [number("12155551214")])))
        #expect(claimed.origin == .number(try number("12155551212")) && claimed.issuedAt == 1_443_208_345)
        #expect(claimed.certificates == .url("https://www.example.com/cert.cer") && claimed.otherClaims.isEmpty)
        // Header and claims are what is written here for the same statement.
        #expect(Self.section3.hasPrefix(claimed.signingInput + "."))
    }

    @Test func section5Decodes() throws {
        let unverified = try UnverifiedPassport(Self.section5)
        let original = try UnverifiedPassport(Self.opt)
        #expect(
            unverified.claimed.extension
                == .divO(try Diversion(by: .number(number("121555551213"))), original: original))
        #expect(unverified.claimed.destinations == (try PassportDestinations(numbers: [number("12155551214")])))
        #expect(original.claimed.destinations == (try PassportDestinations(numbers: [number("12155551213")])))
        #expect(PassportChain(unverified).passports == [unverified, original])
    }

    @Test func chainOfSection5DoesNotHold() throws {
        let verifier = PassportVerifier(certificates: try STIRFixture().certificates)
        let chain = PassportChain(try UnverifiedPassport(Self.section5))
        #expect(verifier.refusalOfLinks(of: chain) == .notDivertedFromDestination.at(.diversion(0)))
        // With the number that was meant it does.
        let signer = try PassportSigner(key: P256.Signing.PrivateKey(), certificates: .url("https://a.example/c"))
        let meant = try signer.signNestedDiversion(
            of: UnverifiedPassport(Self.opt), by: .number(number("12155551213")),
            to: PassportDestinations(numbers: [number("12155551214")]))
        #expect(verifier.refusalOfLinks(of: PassportChain(try UnverifiedPassport(meant))) == nil)
    }

    /// Section 8.
    @Test func historyInfo() throws {
        let passport = try Passport(
            certificates: .url("https://www.example.com/cert.cer"),
            extension: .div(Diversion(by: .number(number("121555551213")), historyIndex: "1.2.1")),
            issuedAt: 1_443_208_345, origin: .number(number("12155551212")),
            destinations: PassportDestinations(numbers: [number("12155551214")]))
        #expect(
            String(decoding: passport.claimsJSON.deterministicBytes, as: UTF8.self)
                == #"{"dest":{"tn":["12155551214"]},"div":{"hi":"1.2.1","tn":"121555551213"},"iat":1443208345,"#
                + #""orig":{"tn":"12155551212"}}"#)
    }
}
