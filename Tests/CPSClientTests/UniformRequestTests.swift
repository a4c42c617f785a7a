import CPSWire
import Sealing
import Testing

@testable import CPSClient

/// Two clients with different wallets, keys and calls send requests that differ only where they must.
@Suite("Uniform requests")
struct UniformRequestTests {
    /// Everything that one client sends in a life: tokens, a store, a poll, links.
    private func life(_ passport: String) async throws -> [WireRequest] {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(folder: folder.path + "/wallet")
        let service = try ScriptedService()
        let client = try service.client()
        let key = try CalleeKey.generate()
        try await client.getTokens(1, into: wallet)
        _ = try await client.store([passport], to: [key.privateKey.publicKey], spendingFrom: wallet)
        _ = try await client.poll(key)
        _ = try await client.follow(try #require(try await client.links(key).first), key: key)
        return service.requests
    }

    @Test("The same fields in the same order, and values of the same length")
    func sameForm() async throws {
        let one = try await life("a.b.c")
        let other = try await life("a much longer PASSporT for somebody else")
        #expect(one.count == 8)
        #expect(one.map(\.method) == other.map(\.method))
        #expect(one.map(\.use) == other.map(\.use))
        #expect(one.map(\.target.utf8.count) == other.map(\.target.utf8.count))
        #expect(one.map(\.body?.count) == other.map(\.body?.count))
        #expect(one.map { $0.fields.map(\.name) } == other.map { $0.fields.map(\.name) })
        let mayDiffer: Set = ["Authorization", "Content-Digest", "Signature"]
        for (a, b) in zip(one, other) {
            for (field, same) in zip(a.fields, b.fields) {
                #expect(field.value.utf8.count == same.value.utf8.count)
                #expect(mayDiffer.contains(field.name) || field == same)
            }
        }
    }

    @Test("A retrieval sends Host and Accept, a store its five fields, and neither anything else")
    func exactFields() async throws {
        let requests = try await life("a.b.c")
        for request in requests where request.method == "GET" {
            #expect(request.fields.map(\.name) == ["Host", "Accept"])
        }
        let store = try #require(requests.first { $0.method == "POST" && $0.use == .alone })
        #expect(store.fields.map(\.name)
            == ["Host", "Authorization", "Content-Type", "Content-Digest", "Signature-Input", "Signature"])
        #expect(store.fields[4].value == StoreSignature.signatureInput)
        #expect(store.body?.count == 32 + 2048)
        let poll = try #require(requests.first { $0.use == .retrieving })
        #expect(poll.target.hasSuffix("/ppts?entries=4"))
        #expect(poll.target.split(separator: "/")[1].count == CalleeKey.standardPrefixDigits)
    }

    @Test("What must not be linked never shares a connection")
    func connections() async throws {
        for request in try await life("a.b.c") {
            switch request.target {
            case WirePath.tokenRequest: #expect(request.use == .issuance)
            case WirePath.parameters: #expect(request.use == .alone)
            case WirePath.issuerDirectory: #expect([.issuance, .alone].contains(request.use))
            default: #expect(request.use == (request.method == "POST" ? .alone : .retrieving))
            }
        }
    }
}
