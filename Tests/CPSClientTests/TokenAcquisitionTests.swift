import BlindTokens
import CPSWire
import SeededRandomness
import Synchronization
import Testing

@testable import CPSClient

@Suite("Getting tokens")
struct TokenAcquisitionTests {
    private let folder: TemporaryFolder
    private let wallet: Wallet
    private let service: ScriptedService

    init() throws {
        folder = try TemporaryFolder()
        wallet = try Wallet(folder: folder.path + "/wallet")
        service = try ScriptedService()
    }

    @Test("Tokens are verified, saved, and good until the end of epoch and grace")
    func happyPath() async throws {
        let notAfter = try await service.client().getTokens(12, into: wallet)
        #expect(notAfter == ScriptedService.now - 100 + 86_400 + 3600)
        let tokens = try wallet.take(12, for: "cps.example", at: ScriptedService.now)
        let key = try #require(ScriptedService.key?.publicKey)
        let challenge = try TokenChallenge(issuerName: "cps.example", originInfo: "cps.example")
        for token in tokens {
            let verdict = TokenVerifier.verify(token.held.token, by: key, challengeDigest: challenge.digest)
            #expect(throws: Never.self) { try verdict.get() }
        }
        #expect(Set(tokens.map(\.held.token)).count == 12)
    }

    @Test("A quota that ends half-way says how many came, and those are in the wallet")
    func quota() async throws {
        service.state.withLock { $0.quota = 30 }
        let error = await #expect(throws: CPSClientError.self) {
            try await service.client().getTokens(40, into: wallet)
        }
        #expect(error?.problem == .quotaUsedUp)
        #expect(error?.tokensSaved == 30)
        #expect(error?.description.contains("30 tokens had come") == true)
        #expect(try wallet.holdings(at: ScriptedService.now).map(\.count) == [30])
    }

    @Test("The directory is fetched twice: with the certificate, and by a stranger on a connection of its own")
    func bothViews() async throws {
        try await service.client().getTokens(1, into: wallet)
        let directories = service.requests.filter { $0.target == WirePath.issuerDirectory }
        #expect(directories.map(\.use) == [.issuance, .alone])
        #expect(directories.map(\.address.origin) == ["https://cps.example:8444", "https://cps.example:8443"])
        #expect(
            service.requests.filter { $0.use == .issuance }.allSatisfy { $0.address.authority == "cps.example:8444" })
    }

    @Test("A key of one's own is refused before anything is asked for")
    func keysDiffer() async throws {
        let other = try #require(ScriptedService.otherKey?.publicKey)
        service.state.withLock { $0.certifiedKeys = [other, other] }
        await #expect(throws: CPSClientError.issuerKeysDiffer) { try await service.client().getTokens(1, into: wallet) }
        #expect(!service.requests.contains { $0.method == "POST" })
        #expect(CPSClientError.issuerKeysDiffer.side == .service)
        #expect(CPSClientError.issuerKeysDiffer.name == "issuer-keys-differ")
    }

    @Test("An epoch that ends between the two views is no reason to refuse")
    func rotation() async throws {
        let other = try #require(ScriptedService.otherKey?.publicKey)
        service.state.withLock { $0.certifiedKeys = [other] }
        try await service.client().getTokens(1, into: wallet)
        #expect(try wallet.holdings(at: ScriptedService.now).map(\.count) == [1])
    }

    @Test("A token whose signature is wrong never gets into the wallet")
    func badSignature() async throws {
        service.state.withLock { $0.damagesTokens = true }
        await #expect(throws: CPSClientError.malformedAnswer) { try await service.client().getTokens(1, into: wallet) }
        #expect(try wallet.holdings(at: ScriptedService.now).isEmpty)
    }

    @Test("Another name than the pinned one is refused")
    func pinnedName() async throws {
        await #expect(throws: CPSClientError.wrongServiceName) { try await service.client(name: "other").parameters() }
        #expect(try await service.client(name: "cps.example").parameters() == service.parameters)
    }

    @Test("Token requests go to the issuer and nowhere else")
    func requestURI() throws {
        let issuer = try ServiceAddress(text: "https://cps.example:8444")
        let key = try #require(ScriptedService.key?.publicKey)
        func path(_ uri: String) throws -> String {
            try IssuerKey(directory: IssuerDirectory(requestURI: uri, entries: [.init(tokenKey: key)]).json, of: issuer)
                .path
        }
        #expect(try path("/token-request") == "/token-request")
        #expect(try path("https://cps.example:8444/t") == "/t")
        for uri in [
            "https://evil.example/t", "//evil.example/t", "t", "https://cps.example:8444.evil.example/t", "/a b",
        ] {
            #expect(throws: CPSClientError.malformedAnswer) { try path(uri) }
        }
    }

    @Test("Parameters out of range are refused, and damaged ones never trap")
    func parameters() throws {
        let good = service.parameters
        #expect(try ServiceParameters.checked(good.encoded()) == good)
        let bad: [(inout ServiceParameters) -> Void] = [
            { $0.version = 2 }, { $0.sealedSize = 100 }, { $0.sealedSize = .max }, { $0.lifetime = 0 },
            { $0.entries.default = 3 }, { $0.entries.default = 32 }, { $0.entries.maximum = 1 << 20 },
            { $0.token.uses = 0 }, { $0.token.usesPerIndex = -1 }, { $0.token.epoch = .max }, { $0.issuer.name = "" },
        ]
        for change in bad {
            var parameters = good
            change(&parameters)
            #expect(throws: CPSClientError.unsupportedParameters) {
                try ServiceParameters.checked(parameters.encoded())
            }
        }
        var random = SeededGenerator(seed: 3)
        for _ in 0..<500 { _ = try? ServiceParameters.checked(random.mutation(of: good.encoded())) }
    }
}
