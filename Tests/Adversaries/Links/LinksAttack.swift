internal import CallPlacement
internal import Encodings
internal import LMDBStore
internal import Sealing
internal import SeededRandomness
internal import Statistics

/// Claim 11: asks for links, follows them, and looks for what tells those of PASSporTs from those of dummies: how they
/// are written, where they stand, what they lead to, before the PASSporTs end and after.
package struct LinksAttack: Sendable {
    /// Lists of links to ask for.
    package let lists: Int
    private let entries = 8
    private let calls = 3

    /// An attack on so many lists.
    package init(lists: Int) {
        self.lists = lists
    }

    /// A link, and what only the service knows of it.
    private struct Link {
        let text: String
        let position: Int
        let isLive: Bool
    }

    /// What links of one kind have shown.
    private struct Seen {
        var count = 0
        var lengths: Set<Int> = []
        var bytes = PositionCensus(length: 48)

        mutating func note(_ text: String, _ decoded: [UInt8]) {
            count += 1
            lengths.insert(text.utf8.count)
            if decoded.count >= bytes.length { bytes.add(decoded) }
        }
    }

    /// Attacks a service in this process.
    package func run(changing change: @escaping AttackedService.Change = { _, _ in }) async throws -> Evidence {
        let clock = SteppedClock()
        return try await AttackedService.attacking(
            policy: .attacked, clock: clock.serviceClock, changing: change
        ) { attacked in
            let prefix = try IndexPrefix(hex: "c")
            try await attacked.call(calls, under: prefix)
            let links = try await collect(from: attacked, prefix, clock)
            var evidence = Evidence(look(at: links))
            evidence.findings.append(
                try await follow(links, "follow while PASSporTs live", of: attacked, prefix))
            clock.advance(by: attacked.policy.limits.lifetime)
            evidence.findings.append(
                try await follow(links, "follow after their end", of: attacked, prefix))
            evidence += learn(from: links)
            return evidence
        }
    }

    private func collect(
        from attacked: AttackedService, _ prefix: IndexPrefix, _ clock: SteppedClock
    ) async throws -> [Link] {
        let sealer = HandleSealer(key: attacked.storage.handleKey)
        var links: [Link] = []
        for _ in 0..<lists {
            let list = try await attacked.service.retrieval.links(under: prefix, entries: entries, arrival: .now)
            for (position, text) in list.enumerated() {
                let target = try? sealer.open(text, under: prefix, at: clock.now)
                links.append(Link(text: text, position: position, isLive: target != nil))
            }
        }
        return links
    }

    private func finding(_ attack: String, _ statistic: String, _ value: Double, above threshold: Double) -> Finding {
        Finding(
            .handlesAndLinks, attack, statistic, value, above: threshold,
            detail: "\(lists) lists of \(entries) links, \(calls) of them to PASSporTs")
    }

    private func look(at links: [Link]) -> [Finding] {
        var (live, dummy) = (Seen(), Seen())
        var positions = [Int](repeating: 0, count: entries)
        var starts: Set<[UInt8]> = []
        for link in links {
            let bytes = Base64URL.decode(Array(link.text.utf8)) ?? []
            if link.isLive {
                live.note(link.text, bytes)
                if link.position < entries { positions[link.position] += 1 }
            } else {
                dummy.note(link.text, bytes)
            }
            starts.insert(Array(bytes.prefix(16)))
        }
        let both = [live.bytes.pValue, dummy.bytes.pValue]
        return [
            finding(
                "lengths", "lengths beside the first", Double(live.lengths.union(dummy.lengths).count - 1), above: 0),
            finding("missing", "PASSporTs without a link", Double(abs(live.count - lists * calls)), above: 0),
            finding("duplicates", "links that begin alike", Double(links.count - starts.count), above: 0),
            finding(
                "bytes of both kinds", "-log10 p of the oddest position",
                Significance.score(Significance.bonferroni(both)), above: 6),
            finding(
                "order", "-log10 p of uniform positions (chi-square)",
                Significance.score(ChiSquareTest(uniform: positions).pValue), above: 6),
        ]
    }

    /// Follows some lists of links; what an answer looks like is to be the same for all.
    private func follow(
        _ links: [Link], _ attack: String, of attacked: AttackedService, _ prefix: IndexPrefix
    ) async throws -> Finding {
        var (live, dummy): (Set<String>, Set<String>) = ([], [])
        for link in links.prefix(40 * entries) {
            var answer: String
            do {
                let batch = try await attacked.service.retrieval.batch(
                    following: link.text, under: prefix, arrival: .now)
                answer = "\(batch.count) bytes, beginning with \(batch.prefix(3))"
            } catch {
                answer = "\(type(of: error))"
            }
            if link.isLive { live.insert(answer) } else { dummy.insert(answer) }
        }
        return finding(attack, "kinds of answers beside the first", Double(live.union(dummy).count - 1), above: 0)
    }

    private func learn(from links: [Link]) -> Evidence {
        let extractor = FeatureExtractor(recordByteCount: 48)
        let samples = links.map { link in
            var features = extractor.features(of: Base64URL.decode(Array(link.text.utf8)) ?? [])
            features.append(Float(link.position))
            return LearnerAttack.Sample(label: link.isLive, features: features)
        }
        return LearnerAttack(.handlesAndLinks, "links").run(samples)
    }
}
