internal import CallPlacement
internal import Foundation
internal import Sealing
internal import Statistics

/// Claim 4: looks at entries with PASSporTs and at dummies as at any random bytes, and at every `E`.
package struct RandomnessAttack: Sendable {
    /// Where bytes come from.
    package enum Kind: String, CaseIterable, Sendable {
        case live = "entries with PASSporTs"
        case dummies
        /// What the tests must let pass: else they say nothing.
        case system = "the system's random bytes"
    }

    /// Bytes of each kind to look at.
    package let byteCount: Int
    private let entries = 16

    /// An attack on this many bytes of each kind.
    package init(byteCount: Int) {
        self.byteCount = byteCount
    }

    /// What has been seen of one kind.
    private struct Seen {
        var census = ByteCensus()
        var positions: PositionCensus
        var ephemerals: [[UInt8]] = []
    }

    /// Attacks a service in this process.
    package func run(changing change: @escaping AttackedService.Change = { _, _ in }) async throws -> Evidence {
        try await AttackedService.attacking(changing: change) { attacked in
            var findings: [Finding] = []
            var histograms: [Kind: [Int]] = [:]
            var ephemerals: [[UInt8]] = []
            let length = attacked.policy.sealedSize.entryByteCount
            for kind in Kind.allCases {
                var seen = Seen(positions: PositionCensus(length: length))
                try await stream(kind, of: attacked, byteCount: byteCount) { bytes in
                    let body = kind == .system ? 0 : Batch.headerByteCount
                    if kind != .system { seen.ephemerals.append(Array(bytes[3..<body])) }
                    seen.census.add(bytes, body..<bytes.count)
                    for start in stride(from: body, through: bytes.count - length, by: length) {
                        seen.positions.add(bytes, at: start)
                    }
                }
                findings.append(finding(kind, seen))
                histograms[kind] = seen.census.histogram
                ephemerals += seen.ephemerals
            }
            let rows = [histograms[.live] ?? [], histograms[.dummies] ?? []]
            findings.append(
                Finding(
                    .randomToTheEye, "live against dummies", "-log10 p of the byte counts (chi-square)",
                    Significance.score(ChiSquareTest(sameRows: rows).pValue), above: 6,
                    detail: "\(byteCount) bytes of each; a false alarm in 1e-6 of runs"))
            findings.append(try finding(ephemerals))
            return Evidence(findings)
        }
    }

    private func finding(_ kind: Kind, _ seen: Seen) -> Finding {
        let verdicts = seen.census.verdicts + [("each position", seen.positions.pValue)]
        let words = verdicts.map { "\($0.test) \(Float($0.pValue))" }.joined(separator: ", ")
        return Finding(
            .randomToTheEye, "look at \(kind.rawValue)", "-log10 p of the oddest of \(verdicts.count) tests",
            Significance.score(Significance.bonferroni(verdicts.map(\.pValue))), above: 6,
            detail: "\(seen.census.count) bytes; a false alarm in 1e-6 of runs; p: \(words)")
    }

    private func finding(_ ephemerals: [[UInt8]]) throws -> Finding {
        let check = try EphemeralKeyCheck()
        let strange = try ephemerals.count { try !check.isOnCurve($0) }
        return Finding(
            .randomToTheEye, "look at E", "E that no key pair has", Double(strange), above: 0,
            detail: "\(ephemerals.count) batches; of random strings three in four are no X25519 public key")
    }

    /// Writes a kind's bytes to a file, for other programs to test.
    package func write(_ kind: Kind, to path: String) async throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw CocoaError(.fileWriteUnknown) }
        try await AttackedService.attacking(changing: { _, _ in }) { attacked in
            try await stream(kind, of: attacked, byteCount: byteCount) { bytes in
                try file.write(contentsOf: Data(bytes[(kind == .system ? 0 : Batch.headerByteCount)...]))
            }
        }
        try file.close()
    }

    /// Calls `body` with answers full of one kind, or with as many of the system's bytes as an answer has entries.
    private func stream(
        _ kind: Kind, of attacked: AttackedService, byteCount: Int, _ body: ([UInt8]) throws -> Void
    ) async throws {
        let prefix = try IndexPrefix(hex: kind == .live ? "c" : "5")
        // Four recipients with more PASSporTs than an answer has entries: nothing else has room in it.
        if kind == .live { try await attacked.call(4, under: prefix, each: entries) }
        let size = entries * attacked.policy.sealedSize.entryByteCount
        for _ in 0..<max(1, (byteCount + size - 1) / size) {
            switch kind {
            case .live, .dummies: try body(try await attacked.batch(under: prefix, entries: entries))
            case .system: try body(SystemBytes.draw(size))
            }
        }
    }
}
