import Sealing
import Synchronization
import Testing

@testable import CPSClient

@Suite("Retrieving")
struct RetrieveTests {
    private let service: ScriptedService
    private let key: CalleeKey

    init() throws {
        service = try ScriptedService()
        key = try CalleeKey.generate()
    }

    private func place(_ texts: [String], for key: CalleeKey) throws {
        for text in texts {
            let sealed = try SealedPassport(sealing: [text], to: key.privateKey.publicKey, size: .standard)
            service.place(sealed: sealed.bytes, for: key.privateKey.publicKey)
        }
    }

    private var polls: Int { service.requests.count { $0.use == .retrieving } }

    @Test("Nothing for this key is one poll and no error, though there is something for others")
    func nothing() async throws {
        try place(["x.y.z"], for: try CalleeKey.generate())
        let result = try await service.client().poll(key)
        #expect(result.found.isEmpty)
        #expect(result.pending == 0)
        #expect(polls == 1)
    }

    @Test("A call is found with what the service says about it")
    func one() async throws {
        try place(["a.b.c"], for: key)
        let result = try await service.client().poll(key)
        #expect(result.found.map(\.passports) == [["a.b.c"]])
        #expect(result.found.first?.remaining == 41)
        #expect(result.pending == 1)
        #expect(polls == 1)
    }

    @Test("Polls go on while more is pending, and each is told once")
    func many() async throws {
        let texts = (0..<6).map { "call\($0)" }
        try place(texts, for: key)
        let client = try service.client()
        var found: Set<String> = []
        // A poll returns a random four of six, so now and then eight polls miss one.
        for _ in 0..<20 where found.count < 6 {
            let result = try await client.poll(key)
            let passports = result.found.flatMap(\.passports)
            #expect(Set(passports).count == passports.count)
            #expect(passports.count > 4)
            found.formUnion(passports)
        }
        #expect(found == Set(texts))
    }

    @Test("A service that always claims more is polled a bounded number of times")
    func bounded() async throws {
        try place(["a.b.c"], for: key)
        service.state.withLock { $0.pending = 0xffff }
        let client = try service.client()
        #expect(try await client.poll(key).found.count == 1)
        #expect(polls == CallPlacementClient.mostRetrievals)
        _ = try await client.poll(key, atMost: 1)
        #expect(polls == CallPlacementClient.mostRetrievals + 1)
    }

    @Test("Rubbish that somebody left does not hide the call")
    func rubbish() async throws {
        service.place(sealed: [UInt8](repeating: 1, count: 2048), for: key.privateKey.publicKey)
        try place(["a.b.c"], for: key)
        let result = try await service.client().poll(key)
        #expect(result.found.count == 1)
        #expect(result.unreadable == 1)
    }

    @Test("Only powers of two up to the maximum are asked for")
    func entries() async throws {
        let client = try service.client()
        for entries in [0, 3, -4, 32, .max] {
            await #expect(throws: CPSClientError.entriesRefused) { try await client.poll(key, entries: entries) }
        }
        _ = try await client.poll(key, entries: 16)
        #expect(polls == 1)
    }

    @Test("A batch of another size is refused")
    func wrongSize() async throws {
        let client = try service.client()
        _ = try await client.parameters()
        service.state.withLock { $0.failures = [.success(WireResponse(status: 200, body: [1, 2, 3]))] }
        await #expect(throws: CPSClientError.malformedAnswer) { try await client.poll(key) }
        service.state.withLock { $0.failures = [.success(WireResponse(status: 204))] }
        await #expect(throws: CPSClientError.malformedAnswer) { try await client.poll(key) }
    }

    @Test("A kept batch opens later, and damaged ones never trap")
    func saved() async throws {
        try place(["a.b.c"], for: key)
        let batch = try await service.client().batch(key)
        #expect(try SavedBatch.open(batch, key: key.privateKey).found.map(\.passports) == [["a.b.c"]])
        #expect(try SavedBatch.open(batch, key: CalleeKey.generate().privateKey).found.isEmpty)
        var random = SeededGenerator(seed: 4)
        for _ in 0..<300 { _ = try? SavedBatch.open(random.mutate(batch), key: key.privateKey) }
        #expect(throws: CPSClientError.malformedAnswer) { try SavedBatch.open([], key: key.privateKey) }
    }

    @Test("Links are taken only under the key's own prefix and in their one form")
    func links() async throws {
        let client = try service.client()
        let links = try await client.links(key)
        #expect(links.count == 4)
        try place(["a.b.c"], for: key)
        #expect(try await client.follow(links[0], key: key).found.count == 1)
        let handle = String(repeating: "A", count: 64)
        let prefix = key.prefix.hex
        #expect(try PassportLink("/cps/\(prefix)/ppts/\(handle)", under: key.prefix).path.hasSuffix(handle))
        for path in [
            "https://evil.example/cps/\(prefix)/ppts/\(handle)", "//evil/cps/\(prefix)/ppts/\(handle)", "",
            "/cps/\(prefix)/ppts/\(handle)A", "/cps/\(prefix)0/ppts/\(handle)", "/cps/\(prefix)/ppts/../\(handle.dropLast(3))",
        ] {
            #expect(throws: CPSClientError.malformedLink) { try PassportLink(path, under: key.prefix) }
        }
        let other = try CalleeKey(privateKey: key.privateKey, prefixDigits: 9)
        await #expect(throws: CPSClientError.malformedLink) { try await client.follow(links[0], key: other) }
    }
}
