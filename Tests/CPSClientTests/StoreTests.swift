import BlindTokens
import CPSWire
import Sealing
import Synchronization
import Testing

@testable import CPSClient

@Suite("Storing")
struct StoreTests {
    private let folder: TemporaryFolder
    private let wallet: Wallet
    private let service: ScriptedService

    init() async throws {
        folder = try TemporaryFolder()
        wallet = try Wallet(folder: folder.path + "/wallet")
        service = try ScriptedService()
        try await service.client().getTokens(5, into: wallet)
        service.state.withLock { $0.requests = [] }
    }

    private func left() throws -> Int { try wallet.holdings(at: ScriptedService.now).map(\.count).reduce(0, +) }

    @Test("All copies of a call share one token, and the next call takes another")
    func oneTokenACall() async throws {
        let keys = try (0..<3).map { _ in try CalleeKey.generate().privateKey.publicKey }
        let client = try service.client()
        let receipt = try await client.store(["a.b.c"], to: keys, spendingFrom: wallet)
        #expect(receipt == StoreReceipt(copies: 3, tokens: 1, lifetime: 60))
        _ = try await client.store(["a.b.c"], to: keys, spendingFrom: wallet)
        #expect(try left() == 3)
        let tokens = service.stores.map { $0.fields.first { $0.name == "Authorization" }?.value }
        #expect(Set(tokens[..<3]).count == 1)
        #expect(Set(tokens).count == 2)
        #expect(service.stores.allSatisfy { $0.use == .alone })
    }

    @Test("Another token is taken only when the first is exhausted")
    func plan() throws {
        let keys = try (0..<3).map { _ in try CalleeKey.generate().privateKey.publicKey }
        func sizes(_ groups: Int, uses: Int, perIndex: Int) -> [Int] {
            SpendingPlan(
                (0..<groups).map { ["p\($0)"] }, to: keys + keys, uses: uses, usesPerIndex: perIndex
            ).tokens.map(\.count)
        }
        #expect(sizes(1, uses: 8, perIndex: 2) == [3])
        #expect(sizes(2, uses: 8, perIndex: 2) == [6])
        #expect(sizes(3, uses: 8, perIndex: 2) == [6, 3])
        #expect(sizes(1, uses: 2, perIndex: 2) == [2, 1])
        #expect(sizes(3, uses: 8, perIndex: 1) == [3, 3, 3])
    }

    @Test("PASSporTs go into as few copies as they fit into")
    func packing() throws {
        let size = SealedSize.standard
        let long = String(repeating: "x", count: size.passportCapacity / 2 + 1)
        #expect(try PassportPacking.pack(["a", "b"], size: size) == [["a", "b"]])
        #expect(try PassportPacking.pack([long, long, "b"], size: size) == [[long], [long, "b"]])
        #expect(try PassportPacking.pack([String(repeating: "x", count: size.passportCapacity)], size: size).count == 1)
        #expect(throws: CPSClientError.passportsDoNotFit) {
            try PassportPacking.pack([String(repeating: "x", count: size.passportCapacity + 1)], size: size)
        }
        for bad in [[], [""], ["a\nb"]] {
            #expect(throws: CPSClientError.nothingToStore) { try PassportPacking.pack(bad, size: size) }
        }
    }

    @Test("After a lost answer or a 503 the same bytes are sent once more", arguments: [true, false])
    func retry(isLost: Bool) async throws {
        let client = try service.client()
        _ = try await client.parameters()
        let failure: Result<WireResponse, CPSClientError> =
            isLost ? .failure(.unreachable("gone")) : .success(WireResponse(status: 503, retryAfter: 1))
        service.state.withLock { $0.failures = [failure] }
        let key = try CalleeKey.generate().privateKey.publicKey
        let receipt = try await client.store(["a.b.c"], to: [key], spendingFrom: wallet)
        #expect(receipt.copies == 1)
        #expect(service.stores.count == 2)
        #expect(service.stores[0] == service.stores[1])
        #expect(try left() == 4)
    }

    @Test("A second failure is told, and the token stays spent")
    func secondFailure() async throws {
        let client = try service.client()
        _ = try await client.parameters()
        service.state.withLock { $0.failures = [.failure(.unreachable("gone")), .failure(.unreachable("gone"))] }
        let key = try CalleeKey.generate().privateKey.publicKey
        await #expect(throws: CPSClientError.unreachable("")) {
            try await client.store(["a.b.c"], to: [key], spendingFrom: wallet)
        }
        #expect(service.stores.count == 2)
        #expect(try left() == 4)
    }

    @Test("Tokens of a key that the service does not know are dropped, and one of another key is spent")
    func refusedKey() async throws {
        let client = try service.client()
        _ = try await client.parameters()
        let refusal = Result<WireResponse, CPSClientError>.success(
            WireResponse(status: 401, body: try Problem(.tokenRefused).encoded()))
        let key = try CalleeKey.generate().privateKey.publicKey
        let other = try await otherKeysToken()
        try wallet.save(other)
        service.state.withLock { $0.failures = [refusal] }
        let receipt = try await client.store(["a.b.c"], to: [key], spendingFrom: wallet)
        #expect(receipt == StoreReceipt(copies: 1, tokens: 2, lifetime: 60))
        #expect(service.stores.count == 2)
        #expect(try left() == 0)

        try wallet.save(other)
        service.state.withLock { $0.failures = [refusal] }
        let error = await #expect(throws: CPSClientError.notEnoughTokens) {
            try await client.store(["a.b.c"], to: [key], spendingFrom: wallet)
        }
        #expect(error?.description.contains("took none") == true)
        #expect(service.stores.count == 3)
    }

    /// Of no real key: it comes last in the wallet.
    private func otherKeysToken() async throws -> WalletToken {
        let key = try KTempPrivateKey.generate()
        let token = try Token(bytes: [0, 2] + key.publicKey.bytes + [UInt8](repeating: 7, count: Token.byteCount - 34))
        return WalletToken(
            held: try HeldToken(token: token, key: key), service: "cps.example", notAfter: ScriptedService.now + 999_999
        )
    }

    @Test("A refusal is not repeated, and says the service's reason")
    func refusal() async throws {
        let client = try service.client()
        _ = try await client.parameters()
        let problem = WireResponse(status: 429, body: try Problem(.tokenUsedUp).encoded())
        service.state.withLock { $0.failures = [.success(problem)] }
        let key = try CalleeKey.generate().privateKey.publicKey
        let error = await #expect(throws: CPSClientError.self) {
            try await client.store(["a.b.c"], to: [key], spendingFrom: wallet)
        }
        #expect(error?.problem == .tokenUsedUp)
        #expect(error?.side == .service)
        #expect(service.stores.count == 1)
    }

    @Test("Without enough tokens nothing is sent and nothing is lost")
    func tooFewTokens() async throws {
        let keys = try (0..<60).map { _ in try CalleeKey.generate().privateKey.publicKey }
        await #expect(throws: CPSClientError.notEnoughTokens) {
            try await service.client().store(["a.b.c"], to: keys, spendingFrom: wallet)
        }
        #expect(service.stores.isEmpty)
        #expect(try left() == 5)
        await #expect(throws: CPSClientError.nothingToStore) {
            try await service.client().store(["a.b.c"], to: [], spendingFrom: wallet)
        }
    }
}
