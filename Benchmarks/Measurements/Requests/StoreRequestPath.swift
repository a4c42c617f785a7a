internal import Figures
internal import Foundation
internal import LoadGeneration

/// Stores with a fresh token each.
struct StoreRequestPath {
    let pair: RequestPair

    func measured() async throws -> Measured {
        let verify = try await BareVerify.measured()
        let limit = Double(ProcessInfo.processInfo.activeProcessorCount) / verify.seconds
        let load = RequestTurns.closed(.seconds(20), count: Self.storesATurn)
        // Each store is good for one turn at the service; the bare server takes it again.
        var works: [LoadWork] = []
        for _ in 0..<RequestTurns.rounds { works.append(try await pair.work(for: LoadOrder(.stores, load))) }
        var next = works.makeIterator()
        let turns = try await RequestTurns.measure {
            guard let work = next.next() else { throw LoadError("there are no more stores") }
            return try await pair.service(work, load)
        } against: {
            try await pair.bare(works[0], load)
        }
        return Measured(
            "stores over TLS, HTTP/1.1, tokens fresh",
            against:
                "the smaller of: \(RequestTurns.library) that reads as many bytes; cores divided by the bare verify time",
            .atLeast(0.65), ratio: turns.ratio { $0.perSecond / min($1.perSecond, limit) },
            details: turns.details + [
                "cores divided by the bare verify time: \(Wording.number(limit.rounded()))/s; \(verify)",
                "\(Wording.grouped(Self.storesATurn)) stores a turn",
            ])
    }

    private static let storesATurn = 8000
}
