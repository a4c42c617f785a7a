internal import Figures
internal import Foundation
internal import LMDBStore

/// A storage with many live PASSporTs beside one with few.
struct StorageComparison {
    private let few: PlantedStorage
    private let many: PlantedStorage
    private let memory: Measured
    private let growth: Growth

    /// Plants both, compares them, and removes them.
    static func measure(few: Int, many: Int) async throws -> [Measured] {
        let before = try ProcessMemory.anonymousBytes()
        let start = ContinuousClock.now
        let (manyPlanted, growth) = try await PlantedStorage.grown(
            from: few, to: many, room: stores * storeRounds)
        let planting = ContinuousClock.now - start - growth.duration
        let memory = try Self.memory(of: manyPlanted, before: before, planting: planting)
        let comparison = Self(
            few: try await PlantedStorage.planted(few), many: manyPlanted, memory: memory, growth: growth)
        let lines: [Measured]
        do {
            lines = try await comparison.lines()
        } catch {
            try? await comparison.remove()
            throw error
        }
        try await comparison.remove()
        return lines
    }

    private func remove() async throws {
        try await many.remove()
        try await few.remove()
    }

    private func lines() async throws -> [Measured] {
        [memory] + (try Poll.Kind.allCases.map { try retrieval($0) }) + [try await store(), try ledger()]
    }

    /// What a start waits for before it serves: the time is in proportion to the tokens of the epochs that are accepted.
    private func ledger() throws -> Measured {
        let looks = try (0..<5).map { _ in try many.lookingOverLedger() }
        let (tokens, bytes) = (looks[0].report.tokens, looks[0].report.byteCount)
        let time = Comparison.median(looks.map { $0.time / .seconds(1) })
        return Measured(
            "looking over a ledger, as at each start, for a million tokens",
            against: "1 s (the bound is this report's own)", .atMost(1), ratio: time * 1e6 / Double(tokens),
            details: [
                "\(Wording.grouped(tokens)) tokens in \(Wording.grouped(bytes)) bytes take \(Wording.number(time * 1000)) ms"
            ])
    }

    private func retrieval(_ kind: Poll.Kind) throws -> Measured {
        let (path, baseline) = (
            try Poll(kind, of: many.storage, count: many.count), try Poll(kind, of: few.storage, count: few.count)
        )
        let whole = try Comparison.measure(rounds: 31, 60, path.answer, against: 60, baseline.answer)
        let reading = try Comparison.measure(rounds: 31, 200, path.read, against: 200, baseline.read)
        return Measured(
            "a retrieval of 16 entries with \(Wording.grouped(many.count)) live, \(kind.name)",
            against: "the same with \(Wording.grouped(few.count))", .atMost(1.25), ratio: whole.ratio,
            details: [
                "sampled, read and sealed \(Self.times(whole))",
                "sampled and read alone \(Self.times(reading)), \(Wording.number(reading.ratio)) times",
                "as many are found in both",
            ])
    }

    private func store() async throws -> Measured {
        var (path, baseline): ([Double], [Double]) = ([], [])
        for round in 0..<Self.storeRounds {
            for isPath in round.isMultiple(of: 2) ? [true, false] : [false, true] {
                let storage = isPath ? many : few
                // As few as before live again.
                if !isPath, round > 0 { try await few.plantAgain() }
                let time = try await storage.storing(Self.stores, concurrency: PlantedStorage.concurrency)
                if isPath {
                    path.append(time / .seconds(Self.stores))
                } else {
                    baseline.append(time / .seconds(Self.stores))
                }
            }
        }
        let comparison = Comparison(path: path, baseline: baseline)
        return Measured(
            "a store with \(Wording.grouped(many.count)) live", against: "the same with \(Wording.grouped(few.count))",
            .atMost(1.5), ratio: comparison.ratio,
            details: [
                "\(Self.times(comparison)) with \(PlantedStorage.concurrency) at a time, the ledger synced to a disk",
                "each with a token of its own, in turns of \(Self.stores)",
                growth.sentence,
            ], figures: [growth.figure])
    }

    private static func memory(of planted: PlantedStorage, before: Int, planting: Duration) throws -> Measured {
        let (file, anonymous) = (try planted.fileBytes(), try ProcessMemory.anonymousBytes())
        let each = Double(file + anonymous) / Double(planted.count)
        return Measured(
            "bytes per live PASSporT, placements file and resident memory together",
            against: "the \(Wording.grouped(PlantedStorage.sealedSize)) bytes of a sealed PASSporT", .atMost(2.2),
            ratio: each / Double(PlantedStorage.sealedSize),
            details: [
                "\(Wording.number(Double(file) / Double(planted.count))) bytes of file and "
                    + "\(Wording.number(Double(anonymous) / Double(planted.count))) bytes of all the memory of the process that "
                    + "belongs to no file, \(Wording.number(Double(before) / Double(planted.count))) of them before the first store",
                "\(Wording.grouped(planted.count)) live, stored in \(Wording.number(planting / .seconds(1))) s, what was measured on the way not counted",
            ])
    }

    private static func times(_ comparison: Comparison) -> String {
        let microseconds = [comparison.path, comparison.baseline].map {
            Wording.number(Comparison.median($0) * 1_000_000)
        }
        return "\(microseconds[0]) µs against \(microseconds[1]) µs"
    }

    private static let stores = 1024
    private static let storeRounds = 15
}
