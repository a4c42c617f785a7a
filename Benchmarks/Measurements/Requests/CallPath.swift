internal import Figures
internal import LoadGeneration

/// What a call takes of the processor.
struct CallPath {
    let pair: RequestPair

    func measured() async throws -> [Measured] {
        let verify = try await BareVerify.measured()
        let (rate, search) = try await highestRate()
        let load = RequestTurns.open(rate, Self.turn)
        var works: [LoadWork] = []
        for _ in 0..<RequestTurns.rounds { works.append(try await work(load)) }
        var next = works.makeIterator()
        let turns = try await RequestTurns.measure {
            guard let work = next.next() else { throw LoadError("there are no more calls") }
            return try await pair.service(work, load, isComplete: false)
        } against: {
            // A call at the bare server is a post and a get: what two handlers take that move as many bytes.
            try await pair.bare(works[0], load)
        }
        let (verifying, bare) = (
            verify.seconds * 1e6, Comparison.median(turns.bare.map(\.microsecondsEach))
        )
        let each = Comparison.median(turns.service.map(\.microsecondsEachDelivered))
        let delivery = turns.service.map(\.delivery).joined(separator: "; ")
        return [
            Measured(
                "processor time of cpsd for a call (a store with a fresh token, a poll of 16 entries, over TLS)",
                against: "one bare verify, and two bare Hummingbird handlers that move as many bytes", .atMost(1.5),
                ratio: turns.ratio { $0.microsecondsEachDelivered / ($1.microsecondsEach + verifying) },
                details: [
                    "service: \(Wording.fixed(each, 1)) µs of processor time for each call that is delivered",
                    "bare: \(Wording.fixed(bare, 1)) µs for both handlers at the same rate; \(verify)",
                    "delivered in each turn: \(delivery) looked for",
                    Self.latencies(turns.service.map(\.report)),
                ] + search),
            Measured(
                "calls a second and core",
                against: "published: 14.1 out-of-band with republishing, 7.3 privacy-preserving; about 500 a plain one",
                .atLeast(3000), ratio: 1e6 / each, details: ["a second by the processor time of cpsd for a call"]),
        ]
    }

    /// Of the polls the service's own delay is a part.
    private static func latencies(_ reports: [LoadReport]) -> String {
        "latency of "
            + [
                RequestTurns.latency(of: reports.compactMap(\.stores), of: "stores"),
                RequestTurns.latency(of: reports.compactMap(\.polls), of: "polls"),
                RequestTurns.latency(of: reports.compactMap(\.calls), of: "whole calls"),
            ].compactMap(\.self).joined(separator: "; ")
    }

    /// How many calls a second are delivered in an open loop.
    private func highestRate() async throws -> (perSecond: Double, told: [String]) {
        let closed = RequestTurns.closed(.seconds(20), count: Self.closedCalls)
        let most = try await pair.service(try await work(closed), closed)
        let found = try await DeliverySearch(name: "calls").highest(below: most) { rate in
            let open = RequestTurns.open(rate, Self.turn)
            return try await pair.service(try await work(open), open, isComplete: false)
        }
        let each = "as fast as it goes a call takes \(Wording.fixed(most.microsecondsEach, 1)) µs"
        return (found.perSecond, found.told + [each])
    }

    private func work(_ load: OfferedLoad) async throws -> LoadWork {
        var order = LoadOrder(.calls, load)
        order.checkedOneIn = 4
        return try await pair.work(for: order)
    }

    private static let closedCalls = 4000
    private static let turn = Duration.seconds(3)
}
