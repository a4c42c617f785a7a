internal import Figures
internal import LoadGeneration

/// What a call takes of the processor.
struct CallPath {
    let pair: RequestPair

    func measured() async throws -> [Measured] {
        let verify = try await BareVerify.measured()
        let load = RequestTurns.closed(.seconds(20), count: Self.callsATurn)
        var works: [LoadWork] = []
        for _ in 0..<RequestTurns.rounds { works.append(try await pair.work(for: LoadOrder(.calls, load))) }
        var next = works.makeIterator()
        let turns = try await RequestTurns.measure {
            guard let work = next.next() else { throw LoadError("there are no more calls") }
            return try await pair.service(work, load)
        } against: {
            // A call at the bare server is a post and a get: what two handlers take that move as many bytes.
            try await pair.bare(works[0], load)
        }
        let (verifying, bare) = (
            verify.seconds * 1e6, Comparison.median(turns.bare.map(\.microsecondsEach))
        )
        let each = Comparison.median(turns.service.map(\.microsecondsEach))
        let found = turns.service.map(\.report.foundRecipients).reduce(0, +)
        let sought = turns.service.map(\.report.soughtRecipients).reduce(0, +)
        return [
            Measured(
                "processor time of cpsd for a call (a store with a fresh token, a poll of 16 entries, over TLS)",
                against: "one bare verify, and two bare Hummingbird handlers that move as many bytes", .atMost(1.5),
                ratio: turns.ratio { $0.microsecondsEach / ($1.microsecondsEach + verifying) },
                details: [
                    "service: \(Wording.fixed(each, 1)) µs of processor time a call",
                    "bare: \(Wording.fixed(bare, 1)) µs for both handlers; \(verify)",
                    "of \(sought) calls looked for, \(found) were found by their poll",
                ]),
            Measured(
                "calls a second and core",
                against: "published: 14.1 out-of-band with republishing, 7.3 privacy-preserving; about 500 a plain one",
                .atLeast(3000), ratio: 1e6 / each,
                details: [
                    "achieved with the generator on the same cores: "
                        + "\(Wording.number(Comparison.median(turns.service.map(\.perSecond)).rounded())) calls/s"
                ]),
        ]
    }

    private static let callsATurn = 4000
}
