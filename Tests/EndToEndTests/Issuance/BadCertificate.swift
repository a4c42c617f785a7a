import STIR
import ServiceHarness
import Testing
import ThrowawayPKI
import X509

/// A certificate that gets no tokens, and what the operator is told.
struct BadCertificate: Sendable, CustomTestStringConvertible {
    let name: String
    let reason: String
    let identity: @Sendable (Deployment) throws -> ClientIdentity

    var testDescription: String { name }

    /// A common name with a number, as certificates in use have it.
    private static let commonName = "SHAKEN \(TNAuthorizationList.testNumber)"

    static let all: [BadCertificate] = [
        BadCertificate(name: "without TNAuthList", reason: "has no TN Authorization List") {
            try $0.stirAuthority.issueCaller(commonName: commonName, authorising: .absent, validity: .days(1))
        },
        BadCertificate(name: "expired", reason: "has expired") {
            try $0.stirAuthority.issueCaller(
                commonName: commonName, authorising: .nonCritical(try .oneNumber),
                validity: ThrowawayValidity(notBefore: 1_600_000_000, notAfter: 1_700_000_000))
        },
        BadCertificate(name: "not yet valid", reason: "is not valid yet") {
            try $0.stirAuthority.issueCaller(
                commonName: commonName, authorising: .nonCritical(try .oneNumber),
                validity: ThrowawayValidity(notBefore: 4_000_000_000, notAfter: 4_100_000_000))
        },
        BadCertificate(name: "from another authority", reason: "does not lead to a configured STIR authority") { _ in
            try ThrowawayAuthority.create(commonName: "Another", validity: .days(1)).issueCaller(
                commonName: commonName, authorising: .nonCritical(try .oneNumber), validity: .days(1))
        },
        BadCertificate(
            name: "from another authority of the same name", reason: "does not lead to a configured STIR authority"
        ) {
            _ in
            try ThrowawayAuthority.create(commonName: "Test STIR authority", validity: .days(1)).issueCaller(
                commonName: commonName, authorising: .nonCritical(try .oneNumber), validity: .days(1))
        },
        BadCertificate(name: "self-signed", reason: "is self-signed") { _ in
            try ThrowawayAuthority.selfSignedCaller(
                commonName: commonName, authorising: .nonCritical(try .oneNumber), validity: .days(1))
        },
        BadCertificate(
            name: "signed with the key of a good one", reason: "key usage does not permit what it was used for"
        ) {
            try ThrowawayAuthority(certificatePEM: $0.caller.chainPEM, keyPEM: $0.caller.keyPEM).issueCaller(
                commonName: commonName, authorising: .nonCritical(try .oneNumber), validity: .days(1))
        },
        BadCertificate(
            name: "below an authority that may not sign", reason: "key usage does not permit what it was used for"
        ) {
            try $0.stirAuthority.issueAuthority(
                commonName: "Below", validity: .days(1), usage: KeyUsage(cRLSign: true)
            ).issueCaller(commonName: commonName, authorising: .nonCritical(try .oneNumber), validity: .days(1))
        },
        BadCertificate(
            name: "for a number that its authority has not", reason: "not encompassed by that of the issuer"
        ) {
            let other = try TNAuthorizationList([.one(try TelephoneNumber(digits: "12155550122"))])
            return try $0.stirAuthority.issueAuthority(
                commonName: "Below", authorising: .nonCritical(other), validity: .days(1)
            ).issueCaller(commonName: commonName, authorising: .nonCritical(try .oneNumber), validity: .days(1))
        },
        BadCertificate(name: "with a TNAuthList that is none", reason: "is malformed") {
            try $0.stirAuthority.issueCaller(commonName: commonName, authorising: .raw([1, 2, 3]), validity: .days(1))
        },
    ]
}
