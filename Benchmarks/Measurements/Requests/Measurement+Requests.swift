internal import Foundation
internal import LoadGeneration

extension Measurement {
    /// Whole requests over TLS, HTTP/1.1 keep-alive, the release quantum on.
    package static let requests: [Measurement] = [
        Measurement("polls") { try await RequestPair.running { try await [Requests.polls($0, live: 0)] } },
        Measurement("polls-live") { try await RequestPair.running { try await [Requests.polls($0, live: 8)] } },
        Measurement("stores") { try await RequestPair.running { try await [Requests.stores($0)] } },
        Measurement("calls") { try await RequestPair.running { try await Requests.calls($0) } },
    ]
}

/// How each is measured.
private enum Requests {
    private static let rounds = 3
    private static let turn = Duration.seconds(4)
    private static let library = "a bare Hummingbird handler over the same TLS"
    /// Enough that the release delay is not the limit at many thousands of polls a second.
    private static let connections = 512
    private static let storesATurn = 10_000
    private static let callsATurn = 5_000

    private static func closed(_ count: Int = .max) -> OfferedLoad {
        OfferedLoad(arrivalsPerSecond: nil, duration: turn, count: count, connections: connections)
    }

    static func polls(_ pair: RequestPair, live: Int) async throws -> Measured {
        var (service, bare): ([RequestPair.Outcome], [RequestPair.Outcome]) = ([], [])
        var blank = LoadOrder(.polls, closed())
        blank.prefixDigits = 3
        var finding = blank
        (finding.finding, finding.livePrefixes, finding.livePerPrefix) = (1, 16, live)
        for round in 0..<rounds {
            // What is live is placed at the service only, and anew for every turn.
            let bareWork = try await pair.work(for: blank)
            if round.isMultiple(of: 2) { bare.append(try await pair.bare(bareWork, closed())) }
            service.append(try await pair.service(try await pair.work(for: live > 0 ? finding : blank), closed()))
            if !round.isMultiple(of: 2) { bare.append(try await pair.bare(bareWork, closed())) }
        }
        let reports = service.map(\.report)
        let (sought, found) = (
            reports.map(\.soughtRecipients).reduce(0, +), reports.map(\.foundRecipients).reduce(0, +)
        )
        let delivery =
            live > 0 ? ["of \(sought) live recipients looked for in answers, \(found) were in them"] : []
        return Measured(
            "polls over TLS, HTTP/1.1, 16 entries, \(live == 0 ? "nothing" : "\(live) recipients") live",
            against: "\(library) that returns as many ready bytes", .atLeast(live == 0 ? 0.75 : 0.5),
            ratio: median(service, bare) { $0.perSecond / $1.perSecond },
            details: rates(service, bare) + latencies(service) + delivery)
    }

    static func stores(_ pair: RequestPair) async throws -> Measured {
        let verify = try BareVerify.seconds()
        let cores = Double(ProcessInfo.processInfo.activeProcessorCount)
        var (service, bare): ([RequestPair.Outcome], [RequestPair.Outcome]) = ([], [])
        for round in 0..<rounds {
            let load = closed(storesATurn)
            let work = try await pair.work(for: LoadOrder(.stores, load))
            if round.isMultiple(of: 2) { bare.append(try await pair.bare(work, load)) }
            service.append(try await pair.service(work, load))
            if !round.isMultiple(of: 2) { bare.append(try await pair.bare(work, load)) }
        }
        return Measured(
            "stores over TLS, HTTP/1.1, tokens fresh",
            against: "the smaller of: \(library) that reads as many bytes; cores divided by the bare verify time",
            .atLeast(0.65),
            ratio: median(service, bare) { $0.perSecond / min($1.perSecond, cores / verify) },
            details: rates(service, bare)
                + [
                    String(
                        format: "cores divided by the bare verify time: %.0f/s (%.1f µs each)", cores / verify,
                        verify * 1e6)
                ]
                + latencies(service))
    }

    static func calls(_ pair: RequestPair) async throws -> [Measured] {
        let verify = try BareVerify.seconds() * 1e6
        var (calls, parts): ([RequestPair.Outcome], [Double]) = ([], [])
        var details: [String] = []
        for round in 0..<rounds {
            let load = closed(callsATurn)
            let work = try await pair.work(for: LoadOrder(.calls, load))
            if round.isMultiple(of: 2) { calls.append(try await pair.service(work, load)) }
            // A call at the bare server is a post and a get: what two handlers take that move as many bytes.
            let bare = try await pair.bare(work, load)
            parts.append(bare.microsecondsEach + verify)
            details.append(
                String(format: "bare: %.1f µs for both handlers, %.1f µs to verify", bare.microsecondsEach, verify))
            if !round.isMultiple(of: 2) { calls.append(try await pair.service(work, load)) }
        }
        let each = Comparison.median(calls.map(\.microsecondsEach))
        let ratio = Comparison.median(zip(calls, parts).map { $0.microsecondsEach / $1 })
        let found = calls.map(\.report.foundRecipients).reduce(0, +)
        let sought = calls.map(\.report.soughtRecipients).reduce(0, +)
        details += [
            String(format: "service: %.1f µs of processor time a call", each),
            "of \(sought) calls looked for, \(found) were found by their poll",
        ]
        return [
            Measured(
                "processor time of cpsd for a call (a store with a fresh token, a poll of 16 entries, over TLS)",
                against: "one bare verify, and two bare Hummingbird handlers that move as many bytes", .atMost(1.5),
                ratio: ratio, details: details),
            Measured(
                "calls a second and core",
                against: "published: 14.1 out-of-band with republishing, 7.3 privacy-preserving; about 500 a plain one",
                .atLeast(3000), ratio: 1e6 / each,
                details: [
                    String(
                        format: "achieved with the generator on the same cores: %.0f calls/s",
                        Comparison.median(calls.map(\.perSecond)))
                ]),
        ]
    }

    private static func median(
        _ service: [RequestPair.Outcome], _ bare: [RequestPair.Outcome],
        _ ratio: (RequestPair.Outcome, RequestPair.Outcome) -> Double
    ) -> Double {
        Comparison.median(zip(service, bare).map(ratio))
    }

    private static func rates(_ service: [RequestPair.Outcome], _ bare: [RequestPair.Outcome]) -> [String] {
        [("service", service), ("bare", bare)].map { name, turns in
            String(
                format: "\(name): %.0f/s, %.1f µs of processor time each, on \(connections) connections",
                Comparison.median(turns.map(\.perSecond)), Comparison.median(turns.map(\.microsecondsEach)))
        }
    }

    private static func latencies(_ turns: [RequestPair.Outcome]) -> [String] {
        let all = turns.compactMap { $0.report.polls ?? $0.report.stores }
        guard let least = all.map(\.least).min() else { return [] }
        return [
            String(
                format:
                    "latency under this load: p50 %.1f ms, p99 %.1f ms; beyond the least seen (%.1f ms): p50 %.1f ms",
                Comparison.median(all.map(\.p50)), Comparison.median(all.map(\.p99)), least,
                Comparison.median(all.map { $0.beyondLeast.p50 }))
        ]
    }
}
