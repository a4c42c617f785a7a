import CallPlacement
import Sealing
import StoreConformance
import Testing

@Suite("Links to PASSporTs")
struct LinksTests {
    private let running: RunningService
    private let storer: Storer
    private let key: RecipientPrivateKey
    private let prefix: IndexPrefix

    init() async throws {
        running = try await RunningService()
        storer = Storer(token: try await running.token(), size: running.policy.sealedSize)
        key = try .generate()
        prefix = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 1)
    }

    private func store(_ passport: String) async throws -> String {
        let result = try await running.service.storing.store(storer.submission(to: key.publicKey, passport: passport))
        guard case .accepted(let handle) = result else { throw RunningService.Missing(what: "a stored PASSporT") }
        return handle
    }

    private func links(_ entries: Int = 8) async throws -> [String] {
        try await running.service.retrieval.links(under: prefix, entries: entries, arrival: .now)
    }

    /// The texts that a link leads to.
    private func follow(_ link: String, under other: IndexPrefix? = nil) async throws -> [[String]] {
        let batch = try await running.service.retrieval.batch(
            following: link, under: other ?? prefix, arrival: .now)
        #expect(batch.count == running.policy.sealedSize.batchByteCount(entries: 1))
        return try running.open(batch, with: key, entries: 1).map { try $0.passport.open(with: key) }
    }

    @Test("always as many as were asked for, all of one form and all different", arguments: [1, 2, 16])
    func count(_ entries: Int) async throws {
        for _ in 0..<2 {
            let links = try await links(entries)
            #expect(links.count == entries)
            #expect(Set(links).count == entries)
            #expect(links.allSatisfy { $0.utf8.count == 64 })
            _ = try await store("a")
        }
    }

    @Test("every link answers, and the live ones lead to what was stored")
    func following() async throws {
        _ = try await store("first")
        _ = try await store("second")
        var found: [[String]] = []
        for link in try await links() { found += try await follow(link) }
        #expect(found.sorted { $0[0] < $1[0] } == [["first"], ["second"]])
    }

    @Test("the live ones stand anywhere among the dummies")
    func hidden() async throws {
        _ = try await store("first")
        var positions: Set<Int> = []
        // Sixty lists without a position that is used: by chance once in 10^17.
        for _ in 0..<60 {
            for (position, link) in try await links(2).enumerated() where try await !follow(link).isEmpty {
                positions.insert(position)
            }
        }
        #expect(positions == [0, 1])
    }

    @Test("links are other ones each time")
    func fresh() async throws {
        _ = try await store("first")
        let lists = [try await links(), try await links(), try await links()]
        #expect(Set(lists.joined()).count == 24)
    }

    @Test("a link leads nowhere under another prefix")
    func otherPrefix() async throws {
        _ = try await store("first")
        let longer = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 2)
        for link in try await links() { #expect(try await follow(link, under: longer).isEmpty) }
    }

    @Test("links end with their PASSporT, and still answer")
    func expiry() async throws {
        _ = try await store("first")
        let links = try await links()
        running.clock.advance(by: .seconds(60))
        for link in links { #expect(try await follow(link).isEmpty) }
    }

    @Test("where a store's answer points, the PASSporT is")
    func location() async throws {
        let handle = try await store("first")
        let whole = try IndexPrefix(of: PlacementIndex(of: key.publicKey), digits: 64)
        #expect(try await follow(handle, under: whole) == [["first"]])
        #expect(try await follow(handle).isEmpty)
    }

    @Test("a link of one's own making leads nowhere, and what is no link is refused")
    func unknown() async throws {
        #expect(try await follow(String(repeating: "A", count: 64)).isEmpty)
        for text in ["", "A", String(repeating: "A", count: 63), String(repeating: "=", count: 64)] {
            await #expect(throws: MalformedHandle.self) { _ = try await follow(text) }
        }
    }
}
