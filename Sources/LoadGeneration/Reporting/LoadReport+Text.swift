internal import Foundation

extension LoadReport {
    /// The same for people.
    package var text: String {
        var lines = [heading, rates, ""]
        let rows: [(String, LatencySummary?)] = [
            ("stores", stores), ("polls", polls), ("polls, beyond the least", pollsBeyondLeast), ("calls", calls),
        ]
        lines.append(Self.row("milliseconds", ["least", "p50", "p90", "p99", "p99.9", "max"]))
        for (name, latency) in rows {
            guard let latency else { continue }
            let numbers = [latency.least, latency.p50, latency.p90, latency.p99, latency.p999, latency.max]
            lines.append(Self.row(name, numbers.map { String(format: "%.2f", $0) }))
        }
        for (number, interval) in intervals.enumerated() {
            for (name, latency) in [("stores", interval.stores), ("polls", interval.polls)] {
                guard let latency else { continue }
                let numbers = [latency.least, latency.p50, latency.p90, latency.p99, latency.p999, latency.max]
                lines.append(
                    Self.row(
                        "\(name), from \(Int(Double(number) * (intervalSeconds ?? 0))) s",
                        numbers.map { String(format: "%.2f", $0) }))
            }
        }
        lines += ["", Self.counts("answers to stores", storeStatuses), Self.counts("answers to polls", pollStatuses)]
            .compactMap { $0 }
        lines.append(
            "connections that failed under a request: \(lost); not answered: \(unanswered); opened anew: \(reopened)")
        if misplaced > 0 { lines.append("not placed for polls to find: \(misplaced)") }
        if soughtRecipients > 0 {
            lines.append(
                "delivery: \(foundRecipients) of \(soughtRecipients) recipients found theirs, in \(checkedAnswers) answers that were opened"
            )
        }
        lines += ["", Self.explanation(loop: loop, hasPolls: polls != nil)]
        return lines.joined(separator: "\n")
    }

    private var heading: String {
        let loop = loop == "open" ? "open loop" : "closed loop, as fast as the connections allow"
        let entries = kind == .stores ? "" : ", \(entries) entries"
        return "\(kind.rawValue) over HTTP/\(http.rawValue) on \(connections) connections\(entries): \(loop)"
            + (isInterrupted ? " (interrupted)" : "")
    }

    private var rates: String {
        let offered = offeredPerSecond.map { String(format: "offered %.1f/s, ", $0) } ?? ""
        return offered
            + String(
                format: "achieved %.1f/s, %.1f MB/s in %.2f s; begun: %d", achievedPerSecond, bytesPerSecond / 1e6,
                seconds, begun)
            + (usefulPerSecond.map { String(format: "; good answers while they were of use: %.1f/s", $0) } ?? "")
    }

    private static func row(_ name: String, _ columns: [String]) -> String {
        let padded = columns.map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }
        return name.padding(toLength: 24, withPad: " ", startingAt: 0) + padded.joined()
    }

    private static func counts(_ name: String, _ statuses: [String: Int]) -> String? {
        guard !statuses.isEmpty else { return nil }
        return name + ": "
            + statuses.sorted { $0.key < $1.key }.map { "\($0.key) x \($0.value)" }.joined(separator: ", ")
    }

    private static func explanation(loop: String, hasPolls: Bool) -> String {
        let begin =
            loop == "open"
            ? "Latencies count from the moment each request should have begun, so waiting for a free connection is in them."
            : "Latencies count from the moment each request was sent: a slow answer delayed the next request."
        return begin
            + (hasPolls
                ? " The least latency of polls holds the time that the service keeps every answer back." : "")
    }
}
