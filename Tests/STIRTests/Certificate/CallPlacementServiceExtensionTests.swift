import SwiftASN1
import Testing
import ThrowawayPKI
import X509

@testable import STIR

@Suite("Call placement services that a certificate names (RFC 8816 section 10)")
struct CallPlacementServiceExtensionTests {
    private let fixture: STIRFixture

    init() throws {
        fixture = try STIRFixture()
    }

    private func credential(_ further: [Certificate.Extension]) async throws -> STIRCredential {
        let issued = try fixture.authority.issueCaller(
            authorising: .nonCritical(STIRFixture.provider()), validity: STIRFixture.validity, further: further)
        guard case .valid(let credential) = try await fixture.verdict(issued) else {
            throw STIRCertificateError.malformedCertificate
        }
        return credential
    }

    private func raw(_ write: (inout DER.Serializer) throws -> Void) throws -> Certificate.Extension {
        var serializer = DER.Serializer()
        try write(&serializer)
        return Certificate.Extension(
            oid: CallPlacementServiceExtension.example.identifier, critical: false,
            value: serializer.serializedBytes[...])
    }

    @Test func named() async throws {
        let one = "https://cps.example.org/"
        let many = (1...8).map { "https://cps\($0).example.org:8443/x" }
        #expect(try await credential([]).callPlacementServices(in: .example) == [])
        let alone = try await credential([ThrowawayPointers.callPlacementServices([one])])
        #expect(try alone.callPlacementServices(in: .example) == [one])
        #expect(
            try await credential([ThrowawayPointers.callPlacementServices(many)]).callPlacementServices(in: .example)
                == many)
        let text = try await credential([raw { try $0.serialize(ASN1UTF8String(one)) }])
        #expect(try text.callPlacementServices(in: .example) == [one])
        // Under another identifier there is nothing.
        let other = try CallPlacementServiceExtension(objectIdentifier: "1.3.6.1.4.1.32473.1")
        #expect(try alone.callPlacementServices(in: other) == [])
        #expect(other.identifier == [1, 3, 6, 1, 4, 1, 32473, 1])
        #expect(try CallPlacementServiceExtension(objectIdentifier: "1.3.6.1.4.1.32473.8816") == .example)
    }

    @Test(arguments: [
        "http://cps.example.org/", "file:///x", "https://", "https:///x", "https://:443/", "https://a:b@c.example/",
        "https:cps", "", "https://cps example.org/", "https://x\\y/", "https://ä.example/",
    ])
    func otherURIs(uri: String) async throws {
        let found = try await credential([raw { try $0.serialize(ASN1UTF8String(uri)) }])
        #expect(throws: STIRCertificateError.malformedCallPlacementServices) {
            try found.callPlacementServices(in: .example)
        }
    }

    @Test func malformed() async throws {
        let good = ASN1UTF8String("https://cps.example.org/")
        let extensions = [
            try raw { try $0.serializeSequenceOf([ASN1UTF8String]()) },
            try raw { try $0.serializeSequenceOf(Array(repeating: good, count: 9)) },
            try raw { try $0.serialize(7) },
            try raw { serializer in
                try serializer.appendConstructedNode(identifier: .sequence) { serializer in
                    try serializer.serializeSequenceOf([good])
                }
            },
            Certificate.Extension(
                oid: CallPlacementServiceExtension.example.identifier, critical: false, value: [0x0c, 0x05, 0x41]),
        ]
        for one in extensions {
            let found = try await credential([one])
            #expect(throws: STIRCertificateError.malformedCallPlacementServices) {
                try found.callPlacementServices(in: .example)
            }
        }
    }

    @Test(arguments: [
        "", "1", "1.2.", ".1.2", "1..2", "3.1", "1.40", "a.b", "1.2.-3", "1.2.99999999999999999999", "1.+2",
    ])
    func noIdentifier(text: String) {
        #expect(throws: STIRCertificateError.malformedObjectIdentifier) {
            try CallPlacementServiceExtension(objectIdentifier: text)
        }
    }
}
