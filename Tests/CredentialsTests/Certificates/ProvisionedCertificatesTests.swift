import STIR
import Testing
import ThrowawayPKI

@testable import Credentials

@Suite("Certificates in local files")
struct ProvisionedCertificatesTests {
    private static let url = "https://certificates.example.org/caller.pem"
    private let web: WebFixture
    private let chain: CertificateChain

    init() throws {
        web = try WebFixture()
        chain = try CertificateChain(pem: web.caller.chainPEM)
    }

    @Test func fileInsteadOfServer() async throws {
        try await TemporaryFile.withFolder { folder in
            let path = folder + "/caller.pem"
            try TemporaryFile.write(Array(web.caller.chainPEM.utf8), to: path)
            let source = try ProvisionedCertificates(files: [Self.url: path])
            #expect(try await source.chain(for: .url(Self.url)) == chain)
            // Renewed ones are used at once.
            let renewed = try web.stir.issueCaller(
                authorising: .nonCritical(WebFixture.numbers()), validity: .days(10))
            try TemporaryFile.write(Array(renewed.chainPEM.utf8), to: path)
            #expect(try await source.chain(for: .url(Self.url)) == CertificateChain(pem: renewed.chainPEM))
            TemporaryFile.remove(path)
            await #expect(throws: CertificatesUnavailable.unusableFile) {
                try await source.chain(for: .url(Self.url))
            }
        }
    }

    @Test func others() async throws {
        let alone = try ProvisionedCertificates(files: [:])
        await #expect(throws: CertificatesUnavailable.notProvisioned) { try await alone.chain(for: .url(Self.url)) }
        #expect(try await alone.chain(for: .included(PEMBlocks.der(in: web.caller.chainPEM))) == chain)
        await #expect(throws: CertificatesUnavailable.notCertificates) { try await alone.chain(for: .included([[1]])) }
        let backed = try ProvisionedCertificates(files: [:], otherwise: GivenCertificates(chain))
        #expect(try await backed.chain(for: .url(Self.url)) == chain)
    }

    @Test func unusableFiles() async throws {
        try await TemporaryFile.withFolder { folder in
            try TemporaryFile.write(Array(web.caller.keyPEM.utf8), to: folder + "/key")
            try TemporaryFile.write([UInt8](repeating: 10, count: 131_073), to: folder + "/large")
            for path in ["/absent", "/key", "/large", ""].map({ folder + $0 }) + ["/dev/zero"] {
                #expect(throws: CertificatesUnavailable.unusableFile) {
                    try ProvisionedCertificates(files: [Self.url: path])
                }
            }
        }
    }
}
