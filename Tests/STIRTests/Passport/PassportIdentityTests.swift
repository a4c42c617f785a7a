import STIR
import Testing

@Suite("Who calls and who is called (RFC 8224 sections 8.1, 8.3 and 8.5)")
struct PassportIdentityTests {
    @Test(arguments: [
        ("+1 (215) 555-0121", "12155550121"), ("911", "911"), ("tel:+1-215-555-0121", "12155550121"),
        ("TEL:+12155550121;ext=7", "12155550121"), ("tel:7042;phone-context=example.com", "7042"),
        ("sip:+12155550121@gw.example.com", "12155550121"),
        ("sip:12155550121@gw.example.com;user=phone", "12155550121"),
        ("sips:+12155550121;npdi@gw.example.com:5061;transport=tls?Subject=x", "12155550121"),
        ("sip:*67@gw.example.com;transport=tcp;USER=phone", "*67"),
        // The same user in another spelling (RFC 3986 section 6.2.2.2).
        ("sip:+%31215%35550121@gw.example.com", "12155550121"), ("sip:%37@b;user=phone", "7"),
    ])
    func numbers(written: String, digits: String) throws {
        #expect(try PassportIdentity(canonicalising: written) == .number(TelephoneNumber(digits: digits)))
    }

    @Test(arguments: [
        ("sip:alice@example.com", "sip:alice@example.com"),
        ("SIP:Alice:secret@Example.COM:5060;transport=tcp?Subject=x", "sip:alice@example.com"),
        ("sips:%61l%69ce%2f%3A@example.com", "sips:alice%2F%3A@example.com"), ("sip:a%@b", "sip:a%@b"),
        ("sip:a%+1@b", "sip:a%+1@b"), ("sip:alice@[2001:DB8::1]:5060", "sip:alice@[2001:db8::1]"),
        ("sip:example.com:5060", "sip:example.com"), ("sip:12155550121@example.com", "sip:12155550121@example.com"),
        // Labelled as a number, but none: "treat the entire URI as a SIP URI" (section 8.1).
        ("sip:operator@example.com;user=phone", "sip:operator@example.com"),
        ("sip:+x@example.com", "sip:+x@example.com"),
        ("im:Bob@example.com", "im:Bob@example.com"),
        // A percent sign that stands alone must not make an encoding of what is decoded behind it.
        ("sip:%%34%31@b", "sip:%%341@b"), ("sip:%4%31@b", "sip:%4%31@b"), ("sip:%%%41@b", "sip:%%%41@b"),
        ("sip:%4g%41@b", "sip:%4ga@b"), ("sip:a%-0@b", "sip:a%-0@b"), ("sip:a@%%34%31.b", "sip:a@%%341.b"),
    ])
    func uris(written: String, canonical: String) throws {
        let identity = try PassportIdentity(canonicalising: written)
        #expect(identity == .uri(canonical))
        #expect(try PassportIdentity(canonicalising: canonical) == identity)
    }

    @Test(arguments: ["", "alice", "tel:", "tel:alice", "12+15", "++1", String(repeating: "1", count: 40)])
    func noNumbers(written: String) {
        #expect(throws: PassportError.forbiddenNumber) { try PassportIdentity(canonicalising: written) }
    }

    @Test(arguments: [
        "sip:", "sip:@b", "sip:a@", "sip:a@:5060", "sip:a@b@c", ":x", "sip:a b@c", "sip:é@c", "sip:a\u{0}@c",
        "sip::secret@b",
        "x:" + String(repeating: "y", count: 2048),
    ])
    func noURIs(written: String) {
        #expect(throws: PassportError.malformedURI) { try PassportIdentity(canonicalising: written) }
    }

    /// Two programs may write one address in two ways.
    @Test func comparison() throws {
        let destinations = try PassportDestinations(
            numbers: [TelephoneNumber(digits: "1")], uris: ["sip:Alice@Example.com:5060"])
        #expect(destinations.contains(.uri("sip:alice@example.com")))
        #expect(destinations.contains(.number(try TelephoneNumber(digits: "1"))))
        #expect(!destinations.contains(.number(try TelephoneNumber(digits: "2"))))
        #expect(!destinations.contains(.uri("sips:alice@example.com")))
        #expect(!destinations.contains(.uri("im:Alice@Example.com")))
        #expect(PassportIdentity.uri("sip:BOB@b").isEquivalent(to: .uri("sip:bob@b;x")))
        #expect(!PassportIdentity.uri("sip:1@b").isEquivalent(to: .number(try TelephoneNumber(digits: "1"))))
    }
}
