internal import BlindTokens
package import CPSClient
internal import CPSWire
internal import Sealing

/// Makes all requests of a run: gets the tokens, seals and signs, on all processors.
package struct LoadPreparation: Sendable {
    /// What is being done, for somebody who waits.
    package enum Stage: Hashable, Sendable {
        case gettingTokens(Int)
        case sealing(Int)
        case signing(Int)
    }

    /// Token requests under way at once: as many as one client keeps connections to a service.
    private static let parallelTokenRequests = 8
    /// Recipients that stores go to; where there are more stores, they go round.
    private static let recipientLimit = 16_384
    /// Different prefixes that blank polls ask with.
    private static let blankPolls = 1024
    private static let passport = "eyJhbGciOiJFUzI1NiJ9." + String(repeating: "bG9hZA", count: 100) + ".c2ln"

    private let client: CallPlacementClient
    private let version: HTTPVersion
    private let isRemoteAllowed: Bool
    private let tell: @Sendable (Stage) -> Void

    /// A preparation for a service.
    ///
    /// - Parameter tell: is told at the beginning of every stage.
    /// - Parameter isRemoteAllowed: whether an issuer that is not this machine may be asked for many tokens.
    package init(
        client: CallPlacementClient, version: HTTPVersion, isRemoteAllowed: Bool = false,
        tell: @escaping @Sendable (Stage) -> Void = { _ in }
    ) {
        self.client = client
        self.isRemoteAllowed = isRemoteAllowed
        self.version = version
        self.tell = tell
    }

    /// Makes them.
    ///
    /// - Throws: ``CPSClientError`` of the service's, or ``LoadError`` where the order does not fit the service.
    package func work(for order: LoadOrder) async throws -> LoadWork {
        let parameters = try await client.parameters()
        let entries = order.entries ?? parameters.entries.default
        guard entries > 0, entries.nonzeroBitCount == 1, entries <= parameters.entries.maximum else {
            throw LoadError("the service allows powers of two up to \(parameters.entries.maximum) as entries")
        }
        guard order.storesPerToken <= parameters.token.uses else {
            throw LoadError("the service takes \(parameters.token.uses) stores with a token at most")
        }
        var work = LoadWork(order.kind, entries: entries, size: try SealedSize(byteCount: parameters.sealedSize))
        work.finding = order.finding
        work.pollsPerCall = order.pollsPerCall
        work.checkedOneIn = order.checkedOneIn
        work.checkedRecipients = order.checkedRecipients
        let placing = order.placements(lifetime: parameters.lifetime)
        let groups = try recipients(of: order)
        let expected = try await seal(to: groups.flatMap { $0 }, work.size)
        let live = order.kind == .polls ? expected.count : 0
        let stores = order.stores + placing.times * live
        if stores > 0 {
            let issuer = try LoadTarget.hostAndPort(parameters.issuer.url)
            _ = try LoadTarget.lookUp(issuer.host, port: issuer.port, isRemoteAllowed: isRemoteAllowed)
        }
        let tokens = try await tokens((stores + order.storesPerToken - 1) / order.storesPerToken)
        if order.kind == .polls {
            work.blankPolls = try await parallel(Self.blankPolls) { [work] _ in
                let key = try RecipientPrivateKey.generate().publicKey
                return try poll(key, order, work)
            }
        }
        let perPrefix = order.kind == .polls ? order.livePerPrefix : 1
        work.findingPolls = try await parallel(expected.count / perPrefix) { [work] number in
            let here = Array(expected[number * perPrefix..<(number + 1) * perPrefix])
            return .init(request: try poll(here[0].key.publicKey, order, work), expected: here)
        }
        tell(.signing(stores))
        let requests = try await parallel(stores) { number in
            let one = expected[number % expected.count]
            return PreparedRequest(
                client.storeRequest(
                    one.sealed, to: one.key.publicKey, spending: tokens[number / order.storesPerToken]),
                version: version)
        }
        if order.kind == .polls {
            work.placements = (0..<placing.times).map { Array(requests[$0 * live..<($0 + 1) * live]) }
            work.placingPeriod = placing.period
        } else {
            work.stores = requests.enumerated().map { .init(request: $1, poll: $0 % expected.count) }
        }
        return work
    }

    private func poll(_ key: RecipientPublicKey, _ order: LoadOrder, _ work: LoadWork) throws -> PreparedRequest {
        let prefix = try IndexPrefix(of: PlacementIndex(of: key), digits: order.prefixDigits)
        return PreparedRequest(client.batchRequest(prefix, entries: work.entries, size: work.size), version: version)
    }

    /// New recipients; those that polls are to find in groups that share a prefix.
    private func recipients(of order: LoadOrder) throws -> [[RecipientPrivateKey]] {
        guard order.kind == .polls else {
            return try (0..<min(order.stores, Self.recipientLimit)).map { _ in [try .generate()] }
        }
        guard order.finding > 0 else { return [] }
        var taken: Set<IndexPrefix> = []
        let all = order.prefixDigits < 8 ? 1 << (4 * order.prefixDigits) : Int.max
        return try (0..<order.livePrefixes).map { _ in
            var group: [RecipientPrivateKey] = []
            var prefix: IndexPrefix
            // Groups keep apart for as long as there are prefixes left, so that each has as many as were asked for.
            repeat {
                group = [try .generate()]
                prefix = try IndexPrefix(of: PlacementIndex(of: group[0].publicKey), digits: order.prefixDigits)
            } while !taken.insert(prefix).inserted && taken.count < all
            while group.count < order.livePerPrefix {
                let key = try RecipientPrivateKey.generate()
                if prefix.contains(PlacementIndex(of: key.publicKey)) { group.append(key) }
            }
            return group
        }
    }

    private func seal(to keys: [RecipientPrivateKey], _ size: SealedSize) async throws -> [LoadWork.Expected] {
        tell(.sealing(keys.count))
        return try await parallel(keys.count) { number in
            let sealed = try SealedPassport(sealing: [Self.passport], to: keys[number].publicKey, size: size)
            return .init(key: keys[number], sealed: sealed)
        }
    }

    private func tokens(_ count: Int) async throws -> [HeldToken] {
        guard count > 0 else { return [] }
        tell(.gettingTokens(count))
        return try await client.heldTokens(count, parallel: min(count, Self.parallelTokenRequests), whenOneCame: {})
    }

    /// Makes many of something on all processors, in order.
    private func parallel<Value: Sendable>(
        _ count: Int, _ make: @escaping @Sendable (Int) throws -> Value
    ) async throws -> [Value] {
        let lot = 256
        return try await withThrowingTaskGroup(of: (Int, [Value]).self) { group in
            for start in stride(from: 0, to: count, by: lot) {
                group.addTask { (start, try (start..<min(count, start + lot)).map(make)) }
            }
            var lots: [Int: [Value]] = [:]
            for try await (start, values) in group { lots[start] = values }
            return lots.sorted { $0.key < $1.key }.flatMap(\.value)
        }
    }
}
