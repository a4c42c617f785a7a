import STIR
import SeededRandomness
import SwiftASN1
import Testing
import ThrowawayPKI
import X509

@testable import Credentials

@Suite("Revocation lists (RFC 5280 section 5)")
struct RevocationListTests {
    private let fixture: RevocationFixture

    init() throws {
        fixture = try RevocationFixture()
    }

    private func expect(
        _ list: ThrowawayRevocationList, _ expected: RevocationStatus, of certificate: Certificate? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let found = fixture.status(certificate ?? fixture.bad, by: try fixture.authority.sign(list))
        #expect(found == expected, sourceLocation: location)
    }

    @Test func tells() throws {
        try expect(fixture.list(), .revoked)
        try expect(fixture.list(), .good, of: fixture.good)
        try expect(ThrowawayRevocationList(validity: RevocationFixture.validity), .good)
        let pem = PEMDocument(type: "X509 CRL", derBytes: try fixture.authority.sign(fixture.list())).pemString
        #expect(fixture.status(fixture.bad, by: Array(pem.utf8)) == .revoked)
        let other = PEMDocument(type: "CERTIFICATE", derBytes: try fixture.authority.sign(fixture.list())).pemString
        #expect(fixture.status(fixture.bad, by: Array(other.utf8)) == .unknown(.unusableList))
    }

    /// Serial numbers with and without the zero that keeps them positive.
    @Test func serialNumbers() throws {
        for serial in [[0x80], [0x00, 0x80], [0x7f], [0x01, 0x00], [UInt8](repeating: 0xfe, count: 20)] as [[UInt8]] {
            var list = fixture.list()
            list.entries = [.init(Certificate.SerialNumber(bytes: serial))]
            let der = try fixture.authority.sign(list)
            let read = try #require(RevocationList(bytes: der, maximumEntries: 1))
            #expect(read.revoked.map(\.serialNumber) == [Array(serial.drop { $0 == 0 })])
        }
    }

    @Test func time() throws {
        let der = try fixture.authority.sign(fixture.list())
        let (first, last) = (RevocationFixture.validity.notBefore, RevocationFixture.validity.notAfter)
        #expect(fixture.status(fixture.bad, by: der, at: first - 1) == .unknown(.notYetValid))
        #expect(fixture.status(fixture.bad, by: der, at: first) == .revoked)
        #expect(fixture.status(fixture.bad, by: der, at: last) == .revoked)
        #expect(fixture.status(fixture.bad, by: der, at: last + 1) == .unknown(.expired))
        var endless = fixture.list()
        endless.hasNextUpdate = false
        try expect(endless, .unknown(.unusableList))
    }

    @Test(arguments: [0, 951_782_399, 951_782_400, 1_767_225_600, 4_102_444_800, 253_402_300_799] as [Int64])
    func secondsOfTimes(seconds: Int64) throws {
        var list = fixture.list()
        list.validity = ThrowawayValidity(notBefore: seconds, notAfter: seconds)
        let read = try #require(RevocationList(bytes: try fixture.authority.sign(list), maximumEntries: 1))
        #expect(read.thisUpdate == seconds && read.nextUpdate == seconds)
    }

    @Test func wrongSigner() throws {
        let stranger = try ThrowawayAuthority.create(
            commonName: "STIR", validity: .days(30, from: RevocationFixture.now))
        let der = try stranger.sign(fixture.list())
        #expect(fixture.status(fixture.bad, by: der) == .unknown(.wrongSigner))
        #expect(fixture.status(fixture.good, by: der) == .unknown(.wrongSigner))
    }

    @Test func otherIssuer() throws {
        let other = try ThrowawayAuthority.create(commonName: "Other", validity: .days(30, from: RevocationFixture.now))
        #expect(fixture.status(fixture.bad, by: try other.sign(fixture.list())) == .unknown(.otherIssuer))
        // Its name on it does not help.
        let forged = try other.sign(fixture.list(), namedFor: fixture.authority.certificate.subject)
        #expect(fixture.status(fixture.bad, by: forged) == .unknown(.wrongSigner))
    }

    /// An issuer whose key usage leaves lists out.
    @Test func issuerThatMayNotSignLists() throws {
        let below = try fixture.authority.issueAuthority(
            commonName: "Below", validity: .days(20, from: RevocationFixture.now), usage: KeyUsage(keyCertSign: true))
        let certificate = try RevocationFixture.issue(below)
        let der = try below.sign(ThrowawayRevocationList(validity: RevocationFixture.validity))
        #expect(fixture.status(certificate, by: der, issuer: below.certificate) == .unknown(.wrongSigner))
    }

    @Test func scope() throws {
        let middle = try fixture.authority.issueAuthority(
            commonName: "Middle", validity: .days(20, from: RevocationFixture.now)
        ).certificate
        let scoped = { (flags: [UInt]) in
            try fixture.list(list: [RevocationFixture.scope(flags: flags)])
        }
        // Users only, authorities only, attributes only.
        try expect(scoped([1]), .revoked)
        try expect(scoped([1]), .unknown(.otherIssuer), of: middle)
        try expect(scoped([2]), .unknown(.otherIssuer))
        try expect(scoped([2]), .good, of: middle)
        try expect(scoped([5]), .unknown(.otherIssuer))
        let reasons = Certificate.Extension(oid: [2, 5, 29, 28], critical: true, value: [0x30, 4, 0x83, 2, 1, 2])
        try expect(fixture.list(list: [reasons]), .unknown(.otherIssuer))
    }

    /// A list of one distribution point says nothing about certificates of another.
    @Test func point() throws {
        let der = try fixture.authority.sign(
            fixture.list(list: [RevocationFixture.scope(uris: ["https://a.example/1", "https://a.example/2"])]))
        #expect(fixture.status(fixture.bad, by: der, point: "https://a.example/2") == .revoked)
        #expect(fixture.status(fixture.bad, by: der, point: "https://a.example/3") == .unknown(.otherIssuer))
        #expect(fixture.status(fixture.bad, by: der, point: nil) == .revoked)
    }

    /// An indirect list, as one administration may sign for all authorities.
    @Test func indirect() throws {
        let administration = try ThrowawayAuthority.create(
            commonName: "Administration", validity: .days(30, from: RevocationFixture.now))
        let list = try fixture.list(
            entry: [RevocationFixture.issuer(fixture.authority.certificate.subject)],
            list: [RevocationFixture.scope(flags: [4])])
        let der = try administration.sign(list)
        let trusted = try TrustAnchors([administration.certificate])
        #expect(fixture.status(fixture.bad, by: der, indirect: trusted) == .revoked)
        #expect(fixture.status(fixture.good, by: der, indirect: trusted) == .good)
        #expect(fixture.status(fixture.bad, by: der) == .unknown(.otherIssuer))
        let stranger = try ThrowawayAuthority.create(
            commonName: "Administration", validity: .days(30, from: RevocationFixture.now))
        #expect(fixture.status(fixture.bad, by: try stranger.sign(list), indirect: trusted) == .unknown(.wrongSigner))

        // Without the issuer in the entry it is a certificate of the administration itself.
        let own = try administration.sign(try fixture.list(list: [RevocationFixture.scope(flags: [4])]))
        #expect(fixture.status(fixture.bad, by: own, indirect: trusted) == .good)
        // A trusted signer of indirect lists must not replace a direct list of another.
        let direct = try administration.sign(fixture.list(), namedFor: fixture.authority.certificate.subject)
        #expect(fixture.status(fixture.bad, by: direct, indirect: trusted) == .unknown(.wrongSigner))
        // An entry of another issuer in a list that is not indirect.
        try expect(
            try fixture.list(entry: [RevocationFixture.issuer(administration.certificate.subject)]),
            .unknown(.unusableList))
    }

    /// The issuer of an entry holds for those after it (RFC 5280 section 5.3.3).
    @Test func issuerOfEarlierEntry() throws {
        let list = ThrowawayRevocationList(
            revoking: [
                .init(fixture.good.serialNumber),
                .init(1, extensions: [try RevocationFixture.issuer(fixture.good.issuer)]),
                .init(fixture.bad.serialNumber),
            ], validity: RevocationFixture.validity, extensions: [try RevocationFixture.scope(flags: [4])])
        let administration = try ThrowawayAuthority.create(
            commonName: "Administration", validity: .days(30, from: RevocationFixture.now))
        let der = try administration.sign(list)
        let trusted = try TrustAnchors([administration.certificate])
        #expect(fixture.status(fixture.bad, by: der, indirect: trusted) == .revoked)
        #expect(fixture.status(fixture.good, by: der, indirect: trusted) == .good)
    }

    @Test func extensions() throws {
        let unknown = { (critical: Bool) in
            Certificate.Extension(oid: [1, 3, 6, 1, 4, 1, 32473, 9], critical: critical, value: [0x05, 0x00])
        }
        let reason = Certificate.Extension(oid: [2, 5, 29, 21], critical: false, value: [0x0a, 1, 6])
        let changes = Certificate.Extension(oid: [2, 5, 29, 27], critical: true, value: [0x02, 1, 1])
        try expect(fixture.list(list: [unknown(false)]), .revoked)
        try expect(fixture.list(list: [unknown(true)]), .unknown(.unusableList))
        try expect(fixture.list(list: [changes]), .unknown(.unusableList))
        try expect(fixture.list(list: [unknown(false), unknown(false)]), .unknown(.unusableList))
        try expect(fixture.list(entry: [reason, unknown(false)]), .revoked)
        try expect(fixture.list(entry: [unknown(true)]), .unknown(.unusableList))
    }

    @Test func entriesAreBounded() throws {
        var list = fixture.list()
        list.entries = (1...101).map { .init(Certificate.SerialNumber($0)) }
        try expect(list, .unknown(.unusableList))
        list.entries.removeLast()
        try expect(list, .good)
    }

    @Test func cutOffAnywhere() throws {
        let der = try fixture.authority.sign(fixture.list(list: [RevocationFixture.scope(flags: [1])]))
        for length in 0..<der.count {
            #expect(RevocationList(bytes: Array(der.prefix(length)), maximumEntries: 100) == nil)
        }
        #expect(RevocationList(bytes: der + [0], maximumEntries: 100) == nil)
    }

    /// Nothing that was changed may say anything: the signature covers it.
    @Test func fuzz() throws {
        let der = try fixture.authority.sign(
            fixture.list(
                entry: [RevocationFixture.issuer(fixture.bad.issuer)], list: [RevocationFixture.scope(flags: [4])]))
        #expect(fixture.status(fixture.bad, by: der) == .revoked)
        var generator = SeededGenerator(seed: 31)
        var read = 0
        for _ in 0..<5000 {
            let bytes = generator.mutation(of: der)
            guard bytes != der, let list = RevocationList(bytes: bytes, maximumEntries: 100) else { continue }
            // Of the signature alone there may be two encodings, so only what it covers is compared.
            read += 1
            for certificate in [fixture.bad, fixture.good] {
                if case .unknown = fixture.status(certificate, by: bytes) { continue }
                #expect(list.signedBytes.elementsEqual(der.dropFirst(4).prefix(list.signedBytes.count)))
            }
        }
        #expect(read > 100)
    }
}
