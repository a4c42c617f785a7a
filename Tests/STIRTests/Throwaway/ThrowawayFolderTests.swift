import Crypto
import FoundationEssentials
import STIR
import Testing
import ThrowawayPKI
import X509

@Suite("The folder that `cps dev-pki` makes")
struct ThrowawayFolderTests {
    private static let all: Set<String> = [
        "stir-ca.pem", "stir-ca.key", "tls-ca.pem", "tls-ca.key", "server.pem", "server.key",
        "caller.pem", "caller.key", "delegate-ca.pem", "delegate-ca.key", "delegate.pem", "delegate.key",
        "forger.pem", "forger.key", "revoked.pem", "revoked.key", "public/caller.pem", "public/delegate.pem",
        "public/forger.pem", "public/revoked.pem", "public/stir-ca.crl", "public/delegate-ca.crl",
    ]

    private func folder() throws -> ThrowawayFolder {
        try ThrowawayFolder(
            callerProvider: ServiceProviderCode("709J"),
            callerNumbers: TelephoneNumberRange(start: TelephoneNumber(digits: "12155550100"), count: 100),
            validity: STIRFixture.validity)
    }

    /// Runs `body` with the path of a folder that is not there yet, and clears it away.
    private func withPath(_ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "pki-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    private func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: URL(filePath: path))
    }

    @Test func madeOnceAndThenKept() async throws {
        try await withPath { path in
            #expect(Set(try folder().write(into: path)) == Self.all)
            let before = try Self.all.map { try bytes("\(path)/\($0)") }
            #expect(try folder().write(into: path) == [])
            #expect(try Self.all.map { try bytes("\(path)/\($0)") } == before)
            #expect(
                Set(try FileManager.default.subpathsOfDirectory(atPath: path)) == Self.all.union(["public"]))
        }
    }

    @Test func keysAreForTheirOwnerOnly() async throws {
        try await withPath { path in
            try folder().write(into: path)
            for name in Self.all {
                let mode = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions]
                let bits = try #require(mode as? Int)
                #expect(name.hasSuffix(".key") ? bits == 0o600 : bits & 0o133 == 0)
            }
        }
    }

    @Test func missingPairsAreMadeByTheAuthorityThatIsThere() async throws {
        try await withPath { path in
            try folder().write(into: path)
            let authority = try text("\(path)/stir-ca.pem")
            for name in ["caller.pem", "caller.key"] { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
            #expect(Set(try folder().write(into: path)) == ["caller.pem", "caller.key"])
            #expect(try text("\(path)/stir-ca.pem") == authority)
            let verifier = STIRCertificateVerifier(trustAnchors: try TrustAnchors(pem: authority))
            let chain = try CertificateChain(pem: text("\(path)/caller.pem"))
            guard case .valid(let credential) = await verifier.verify(chain, at: STIRFixture.now) else {
                Issue.record("refused")
                return
            }
            #expect(credential.tnAuthorizationList.entries.count == 2)
            let key = try P256.Signing.PrivateKey(pemRepresentation: text("\(path)/caller.key"))
            #expect(credential.publicKeyInfo == Array(key.publicKey.derRepresentation))
        }
    }

    /// What a web server may serve: whole chains, and nobody's key.
    @Test func publicFolderHasNoKeys() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "pki-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try folder().write(into: path)
        for name in try FileManager.default.contentsOfDirectory(atPath: path + "/public") {
            #expect(name.hasSuffix(".pem") || name.hasSuffix(".crl"))
            #expect(!String(decoding: try bytes("\(path)/public/\(name)"), as: UTF8.self).contains("PRIVATE"))
        }
        let anchor = try CertificateChain(pem: text(path + "/stir-ca.pem")).leaf
        for name in ["caller", "delegate", "forger", "revoked"] {
            let served = try CertificateChain(pem: text("\(path)/public/\(name).pem"))
            #expect(served.intermediates.last == anchor)
            #expect(served.intermediates.count == (name == "delegate" ? 2 : 1))
        }
    }

    /// A folder that an earlier version made gets what it lacks, by the authorities that are there.
    @Test func earlierFolderIsCompleted() async throws {
        try await withPath { path in
            try folder().write(into: path)
            let delegating = try text(path + "/delegate-ca.pem")
            try FileManager.default.removeItem(atPath: path + "/public")
            for name in ["delegate.pem", "delegate.key", "revoked.pem", "revoked.key"] {
                try FileManager.default.removeItem(atPath: "\(path)/\(name)")
            }
            #expect(try folder().write(into: path).count == 10)
            #expect(try text(path + "/delegate-ca.pem") == delegating)
            let verifier = STIRCertificateVerifier(trustAnchors: try TrustAnchors(pem: text(path + "/stir-ca.pem")))
            let chain = try CertificateChain(pem: text(path + "/public/delegate.pem"))
            guard case .valid = await verifier.verify(chain, at: STIRFixture.now) else {
                Issue.record("refused")
                return
            }
        }
    }

    @Test func halfAPairIsNotGuessedAt() async throws {
        for name in ["stir-ca", "tls-ca", "server", "caller", "delegate-ca", "delegate", "forger", "revoked"] {
            for ending in ["pem", "key"] {
                try await withPath { path in
                    try folder().write(into: path)
                    try FileManager.default.removeItem(atPath: "\(path)/\(name).\(ending)")
                    #expect(throws: ThrowawayError.halfAPair(name)) { try folder().write(into: path) }
                }
            }
        }
    }

    @Test func unusablePathIsReported() throws {
        #expect(throws: ThrowawayError.self) { try folder().write(into: "/dev/null/pki") }
        #expect(throws: STIRCertificateError.malformedTNAuthList) {
            try ThrowawayFolder(callerProvider: nil, callerNumbers: nil, validity: STIRFixture.validity)
        }
    }
}
