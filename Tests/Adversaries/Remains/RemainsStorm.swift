internal import BlindTokens
internal import CPSWire
internal import STIR
internal import ServiceHarness
internal import Synchronization
internal import ThrowawayPKI

/// Clients that use everything a service offers, and note what they have left with it.
struct RemainsStorm: Sendable {
    static let usesOfToken = 8

    /// How many connections work at once, half of them over HTTP/2.
    let connections: Int
    /// How many PASSporTs each of them stores.
    let storesOfEach: Int
    /// Where these clients speak from: an address of this machine that nobody else has, and that stands in no program.
    let clientAddress: String

    init(connections: Int, storesOfEach: Int) {
        self.connections = connections
        self.storesOfEach = storesOfEach
        clientAddress = (["127"] + (0..<3).map { _ in "\(Int.random(in: 64...250))" }).joined(separator: ".")
    }

    /// Sends one request and gives its answer.
    typealias Sending = (RawRequest) async throws -> RawResponse

    /// Lets all clients do their work, and closes their connections, where none is to be held open for longer.
    func rage(at server: RunningServer, holding hold: Hold? = nil) async throws -> Planted {
        try await withThrowingTaskGroup(of: Planted.self) { group in
            for number in 0..<connections {
                group.addTask { try await client(number, of: server, holding: hold) }
            }
            var planted = Planted()
            for try await part in group { planted.add(part) }
            return planted
        }
    }

    private func client(_ number: Int, of server: RunningServer, holding hold: Hold?) async throws -> Planted {
        let planted = Mutex(Planted())
        let (tokens, planting) = try await tokens(from: server)
        planted.withLock { $0.add(planting) }
        var endpoint = server.publicEndpoint
        endpoint.localAddress = clientAddress
        if number.isMultiple(of: 2) {
            try await RawConnection.open(to: endpoint) { connection in
                let part = try await work(tokens) { try await connection.exchange($0) }
                planted.withLock { $0.add(part) }
                try await hold?.wait(having: planted.withLock { $0 })
            }
        } else {
            try await HTTP2Client.use(endpoint) { client in
                let part = try await work(tokens) { try await client.send($0).response }
                planted.withLock { $0.add(part) }
                try await hold?.wait(having: planted.withLock { $0 })
            }
        }
        return planted.withLock { $0 }
    }

    /// Tokens for one client, got with a credential of its own.
    private func tokens(from server: RunningServer) async throws -> ([HeldToken], Planted) {
        var planted = Planted()
        let number = "49" + (0..<11).map { _ in String(Int.random(in: 0...9)) }.joined()
        planted.plant(number: number)
        planted.plant(address: clientAddress)
        let list = try TNAuthorizationList([.one(try TelephoneNumber(digits: number))])
        let caller = try server.deployment.stirAuthority.issueCaller(
            authorising: .nonCritical(list), validity: .days(1))
        let key = try server.currentKey(in: try await server.directory())
        var endpoint = server.issuanceEndpoint(as: caller)
        endpoint.localAddress = clientAddress
        let count = (storesOfEach + Self.usesOfToken - 1) / Self.usesOfToken
        let tokens = try await RawConnection.open(to: endpoint) { connection in
            var tokens: [HeldToken] = []
            for _ in 0..<count {
                let pending = try RunningServer.pendingToken(for: key)
                let response = try await connection.exchange(.tokenRequest(pending.request.bytes))
                guard response.status == 200 else { throw RemainsError.nothingPlanted("a token request") }
                tokens.append(try pending.finish(response: response.body))
            }
            return tokens
        }
        for token in tokens { planted.plant(token) }
        return (tokens, planted)
    }

    private func work(_ tokens: [HeldToken], _ send: Sending) async throws -> Planted {
        var planted = Planted()
        for number in 0..<storesOfEach {
            let token = tokens[number / Self.usesOfToken]
            let recipient = try Recipient()
            let order = StoreOrder(to: recipient, with: token)
            try planted.plant(recipient)
            try planted.plant(order, with: token)
            let stored = try await send(order.request)
            guard stored.status == 201 else { throw RemainsError.nothingPlanted("a store") }
            if let location = stored.only("location") { planted.plant(handle: location.suffix(while: { $0 != "/" })) }
            try await poll(recipient, &planted, send)
            if number.isMultiple(of: 4) { try await beRefused(order, recipient, &planted, send) }
        }
        return planted
    }

    private func poll(_ recipient: Recipient, _ planted: inout Planted, _ send: Sending) async throws {
        for length in [64, 20, 6] {
            let prefix = String(recipient.index.prefix(length))
            planted.plant(prefix: prefix)
            let answer = try await send(.poll(prefix, entries: 4))
            guard answer.status == 200 else { throw RemainsError.nothingPlanted("a poll") }
        }
        let prefix = String(recipient.index.prefix(16))
        planted.plant(prefix: prefix)
        let links = try PassportLinks(json: try await send(.links(prefix, entries: 2)).body).ppts
        for link in links {
            planted.plant(handle: link.suffix(while: { $0 != "/" }))
            guard try await send(.follow(link)).status == 200 else { throw RemainsError.nothingPlanted("a handle") }
        }
    }

    /// Requests that are good but for one thing.
    private func beRefused(
        _ order: StoreOrder, _ recipient: Recipient, _ planted: inout Planted, _ send: Sending
    ) async throws {
        let good = order.request
        var unsigned = order
        unsigned.signer = try KTempPrivateKey.generate()
        var elsewhere = order
        elsewhere.index = try Recipient().index
        let refused = [
            unsigned.request, elsewhere.request, good.with("content-digest", "sha-256=:AAAA:"),
            good.without("authorization"), good.with("content-type", "text/plain"),
            RawRequest("PUT", good.target), .poll(recipient.index + "0", entries: 4),
            .poll(recipient.index, entries: 3), .follow("/cps/\(recipient.index)/ppts/nothing"),
        ]
        for request in refused {
            guard (400..<500).contains(try await send(request).status) else {
                throw RemainsError.nothingPlanted("a request that it had to refuse")
            }
        }
    }
}

extension String {
    /// The end of it, as far as a condition holds.
    fileprivate func suffix(while isInside: (Character) -> Bool) -> Substring {
        self[(lastIndex { !isInside($0) }.map { index(after: $0) } ?? startIndex)...]
    }
}
