internal import CallPlacement
internal import Figures
internal import Sealing
internal import SeededRandomness
internal import Statistics

/// Claim 7: the holder of one key opens its own entries while neighbours under the same prefix are called and their
/// PASSporTs end, and looks for them in where its entries stand and in what they say.
package struct NeighboursAttack: Sendable {
    /// Batches that the key's holder opens.
    package let batches: Int
    private let entries = 16
    private let mostNeighbours = 11
    private let mostOwn = 3
    private let seed: UInt64

    /// An attack of so many batches; who is called when follows from the seed.
    package init(batches: Int, seed: UInt64 = 7) {
        self.batches = batches
        self.seed = seed
    }

    /// What the holder of the key has seen, and beside it what it should not know.
    private struct Seen {
        var positions: [Int]
        /// Positions with few and with many neighbours.
        var byCrowd: [[Int]]
        var positionAndNeighbours = Correlation()
        var pendingAndNeighbours = Correlation()
        var wrongPending = 0
        var wrongRemaining = 0
        var missing = 0
        var opened = 0
    }

    /// Attacks a service in this process.
    package func run(changing change: @escaping AttackedService.Change = { _, _ in }) async throws -> Evidence {
        let clock = SteppedClock()
        let seen = try await AttackedService.attacking(
            policy: .attacked, clock: clock.serviceClock, changing: change
        ) { attacked in try await watch(attacked, clock) }
        return evidence(seen)
    }

    private func watch(_ attacked: AttackedService, _ clock: SteppedClock) async throws -> Seen {
        var chance = SeededGenerator(seed: seed)
        let prefix = try IndexPrefix(hex: "c")
        let key = try RecipientPrivateKey.generate(under: prefix)
        let finder = try EntryFinder(key, size: attacked.policy.sealedSize)
        let neighbours = try (0..<mostNeighbours).map { _ in try RecipientPrivateKey.generate(under: prefix).publicKey }
        let lifetime = attacked.policy.limits.lifetime
        var (ownEnds, neighbourEnds): ([BootInstant], [BootInstant]) = ([], [])
        var rate = 0.0
        var seen = Seen(
            positions: Array(repeating: 0, count: entries),
            byCrowd: Array(repeating: Array(repeating: 0, count: entries), count: 2))
        for step in 0..<batches {
            if step.isMultiple(of: 60) { rate = [0, 0.1, 0.3].randomElement(using: &chance) ?? 0 }
            clock.advance(by: .seconds(1))
            ownEnds.removeAll { $0 <= clock.now }
            neighbourEnds.removeAll { $0 <= clock.now }
            if ownEnds.isEmpty || ownEnds.count < mostOwn && Double.random(in: 0..<1, using: &chance) < 0.03 {
                try await attacked.call(key.publicKey)
                ownEnds.append(clock.now.advanced(by: lifetime))
            }
            if neighbourEnds.count < mostNeighbours, Double.random(in: 0..<1, using: &chance) < rate {
                try await attacked.call(neighbours[Int.random(in: 0..<mostNeighbours, using: &chance)])
                neighbourEnds.append(clock.now.advanced(by: lifetime))
            }
            let own = try finder.own(in: try await attacked.batch(under: prefix, entries: entries))
            seen.missing += abs(own.count - ownEnds.count)
            seen.opened += own.count
            // The clock goes by whole seconds, so each must say exactly what is left of one's own.
            let left = ownEnds.map { $0.secondsRemaining(from: clock.now) }
            if own.map(\.remaining).sorted() != left.sorted() { seen.wrongRemaining += 1 }
            let crowd = Double(neighbourEnds.count)
            for entry in own {
                seen.positions[entry.position] += 1
                seen.byCrowd[neighbourEnds.count < 4 ? 0 : 1][entry.position] += 1
                seen.positionAndNeighbours.add(Double(entry.position), crowd)
                seen.pendingAndNeighbours.add(Double(entry.pending - ownEnds.count), crowd)
                seen.wrongPending += entry.pending == ownEnds.count ? 0 : 1
            }
        }
        return seen
    }

    private func evidence(_ seen: Seen) -> Evidence {
        let detail = "\(seen.opened) entries of one's own in \(batches) batches"
        func finding(_ attack: String, _ statistic: String, _ value: Double, above threshold: Double) -> Finding {
            Finding(.neighbours, attack, statistic, value, above: threshold, detail: detail)
        }
        func score(_ pValue: Double) -> Double { Significance.score(pValue) }
        let figure = Figure(
            "neighbours-positions", title: "Where one's own entries stand in a crowded prefix", .bars,
            horizontal: "position", vertical: "entries",
            [
                Figure.Series("fewer than 4 neighbours", seen.byCrowd[0].map(Double.init)),
                Figure.Series("4 neighbours and more", seen.byCrowd[1].map(Double.init)),
            ])
        return Evidence(
            [
                finding(
                    "positions", "-log10 p of uniform (chi-square)",
                    score(ChiSquareTest(uniform: seen.positions).pValue), above: 6),
                finding(
                    "positions in a crowd", "-log10 p of the same (chi-square)",
                    score(ChiSquareTest(sameRows: seen.byCrowd).pValue), above: 6),
                finding(
                    "positions and neighbours", "-log10 p of no correlation",
                    score(seen.positionAndNeighbours.pValue), above: 6),
                finding("pending", "entries whose pending is not one's own", Double(seen.wrongPending), above: 0),
                finding(
                    "pending and neighbours", "-log10 p of no correlation",
                    score(seen.pendingAndNeighbours.pValue), above: 6),
                finding(
                    "remaining", "batches whose remaining seconds are not one's own", Double(seen.wrongRemaining),
                    above: 0),
                finding("one's own", "entries too few or too many", Double(seen.missing), above: 0),
            ], figures: [figure])
    }
}
