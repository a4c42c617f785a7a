package import BlindTokens
internal import Sealing
package import ServiceHarness

/// A callee for whom one PASSporT is placed, and a flooder who places all that its tokens allow around it.
package struct Crowding: Sendable {
    /// What was observed.
    package struct Observation: Sendable {
        /// Stores of the flooder that were taken, and those that were refused since the token was used up.
        package var placed = 0
        package var refused = 0
        /// For each poll, whether it held the real one.
        package var finds: [Bool] = []

        /// How many polls each find took.
        package var pollsUntilFound: [Int] {
            finds.split(separator: true, omittingEmptySubsequences: false).dropLast().map { $0.count + 1 }
        }
    }

    private let server: RunningServer
    private let victim: Recipient
    /// The indexes that the flooder can place under: the victim's, and those of keys of its own with the same prefix.
    private let targets: [Recipient]
    private let prefix: String

    /// Finds keys beside a victim's.
    ///
    /// - Parameters:
    ///   - digits: how long the prefix is that the victim polls.
    ///   - indexes: how many indexes under it the flooder places under.
    package init(_ server: RunningServer, digits: Int, indexes: Int) throws {
        self.server = server
        victim = try Recipient()
        prefix = String(victim.index.prefix(digits))
        var targets = [victim]
        while targets.count < indexes {
            let one = try Recipient()
            if one.index.hasPrefix(prefix) { targets.append(one) }
        }
        self.targets = targets
    }

    /// Places the real one, and as many of the flooder's as its tokens allow; then polls.
    ///
    /// - Parameters:
    ///   - uses: how often the flooder tries each token, going round its targets.
    package func run(
        tokens: [HeldToken], uses: Int, polls: Int, entries: Int
    ) async throws -> Observation {
        guard let own = tokens.first else { throw HarnessError.noDeployment }
        let real = StoreOrder(to: victim, with: own)
        var observation = Observation()
        let flooders = Array(tokens.dropFirst())
        let targets = targets
        let answers = try await withThrowingTaskGroup(of: [Int].self) { group in
            for part in 0..<8 {
                let mine = flooders.indices.filter { $0 % 8 == part }
                group.addTask { [server] in
                    try await RawConnection.open(to: server.publicEndpoint) { connection in
                        var statuses: [Int] = []
                        for index in mine {
                            for use in 0..<uses {
                                let order = StoreOrder(to: targets[use % targets.count], with: flooders[index])
                                statuses.append(try await connection.exchange(order.request).status)
                            }
                        }
                        return statuses
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        observation.placed = answers.count { $0 == 201 }
        observation.refused = answers.count { $0 == 429 }
        guard observation.placed + observation.refused == answers.count else { throw HarnessError.noDeployment }
        let status = try await server.ask(real.request).status
        guard status == 201 else { throw HarnessError.unexpectedStatus(status) }
        observation.finds = try await RawConnection.open(to: server.publicEndpoint) { [victim, prefix] connection in
            var finds: [Bool] = []
            for _ in 0..<polls {
                let answer = try await connection.exchange(.poll(prefix, entries: entries))
                finds.append(try victim.open(answer, entries: entries).contains(real.sealed))
            }
            return finds
        }
        return observation
    }
}
