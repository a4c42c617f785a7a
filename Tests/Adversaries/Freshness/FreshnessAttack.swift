internal import CallPlacement
internal import Sealing

/// Claim 2: looks for an `E` or a 16-byte block that occurs twice in many answers, half of them to a prefix with calls.
package struct FreshnessAttack: Sendable {
    /// Entries to look at, all answers together.
    package let entries: Int
    private let entriesPerBatch = 16
    private let recipients = 8
    private let workers = 2

    /// An attack on this many entries.
    package init(entries: Int) {
        self.entries = entries
    }

    /// What one worker has seen.
    private struct Seen: Sendable {
        var ephemerals: [[UInt8]] = []
        /// Blocks aligned to the start of their entry.
        let byEntry: BlockLedger
        /// Blocks aligned to the start of the batch.
        let byBatch: BlockLedger
    }

    /// Attacks a service in this process.
    package func run(changing change: @escaping AttackedService.Change = { _, _ in }) async throws -> Evidence {
        try await AttackedService.attacking(changing: change) { attacked in
            let (crowded, silent) = (try IndexPrefix(hex: "c"), try IndexPrefix(hex: "5"))
            try await attacked.call(recipients, under: crowded)
            let seen = try await withThrowingTaskGroup(of: Seen.self) { group in
                for _ in 0..<workers {
                    group.addTask { try await look(at: attacked, crowded, silent) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            return await findings(in: seen)
        }
    }

    private func look(
        at attacked: AttackedService, _ crowded: IndexPrefix, _ silent: IndexPrefix
    ) async throws -> Seen {
        let size = attacked.policy.sealedSize
        let batches = (entries + workers * entriesPerBatch - 1) / (workers * entriesPerBatch)
        let length = size.batchByteCount(entries: entriesPerBatch)
        // A broken service's answers may be longer.
        let most = batches * (2 * length / 16)
        var seen = Seen(byEntry: BlockLedger(capacity: most), byBatch: BlockLedger(capacity: most))
        seen.ephemerals.reserveCapacity(batches)
        for number in 0..<batches {
            let prefix = number % 2 == 0 ? crowded : silent
            let batch = try await attacked.batch(under: prefix, entries: entriesPerBatch)
            let body = Batch.headerByteCount
            seen.ephemerals.append(Array(batch[3..<body]))
            // The first block of a batch holds version and number, which are constant, beside half of E.
            seen.byBatch.add(batch, 0..<batch.count)
            for start in stride(from: body, to: batch.count, by: size.entryByteCount) {
                seen.byEntry.add(batch, start..<min(batch.count, start + size.entryByteCount))
            }
        }
        return seen
    }

    private func findings(in seen: [Seen]) async -> Evidence {
        let ephemerals = seen.flatMap(\.ephemerals)
        let distinct = Set(ephemerals).count
        async let entryBlocks = Self.repetitions(in: seen.map(\.byEntry))
        async let batchBlocks = Self.repetitions(in: seen.map(\.byBatch))
        return Evidence([
            Finding(
                .fresh, "collect E", "E seen twice", Double(ephemerals.count - distinct), above: 0,
                detail: "\(ephemerals.count) batches of \(entriesPerBatch) entries, half of them with calls"),
            finding("collect blocks by entry", await entryBlocks, of: seen.map(\.byEntry.count).reduce(0, +)),
            finding("collect blocks by batch", await batchBlocks, of: seen.map(\.byBatch.count).reduce(0, +)),
        ])
    }

    private func finding(_ attack: String, _ repetitions: Int, of blocks: Int) -> Finding {
        Finding(
            .fresh, attack, "16-byte blocks seen twice", Double(repetitions), above: 0,
            detail: "\(blocks) blocks, compared by 76 bits: a false alarm in \(Self.rarity(blocks)) of runs")
    }

    private static func rarity(_ blocks: Int) -> String {
        let chance = Double(blocks) * Double(blocks) / 2 / 75_557_863_725_914_323_419_136
        return chance < 1e-12 ? "less than 1e-12" : "about \(Float(chance))"
    }

    private static func repetitions(in ledgers: [BlockLedger]) async -> Int {
        let chunks = ledgers.map { $0.chunksByPartition() }
        var table = RepetitionTable()
        for partition in 0..<BlockLedger.partitions {
            let count = chunks.reduce(0) { $0 + $1[partition].count } * BlockLedger.chunkSize
            guard count > 0 else { continue }
            table.empty(for: count)
            for (ledger, chunks) in zip(ledgers, chunks) {
                ledger.forEachKey(of: partition, in: chunks[partition]) { table.add($0) }
            }
        }
        return table.repetitions
    }
}
