internal import Figures
internal import LoadGeneration

/// Looks for the highest rate of an open loop at which the answers hold what was looked for: how many are answered says
/// little where they leave it out.
struct DeliverySearch {
    /// What is asked for, in the plural: "calls".
    let name: String
    /// How often the range between a rate that is delivered and one that is not is halved then.
    var refinements = 2

    /// A rate is not delivered where it is not in so many turns: a machine that stands still for a moment is no limit.
    private static let turns = 2
    /// How often a rate is halved at most, until it is delivered.
    private static let halvings = 6

    /// The rate, and a sentence for each turn.
    ///
    /// - Parameters:
    ///   - closed: a turn as fast as it goes.
    ///   - turn: a turn of an open loop.
    /// - Throws: `LoadError` where nothing is delivered.
    func highest(
        below closed: RequestPair.Outcome, _ turn: (Double) async throws -> RequestPair.Outcome
    ) async throws -> (perSecond: Double, told: [String]) {
        let most = closed.perSecond
        var told = [
            "asked as fast as it goes, with the generator on the same processors, the service answers "
                + "\(Wording.number(most.rounded())) \(name)/s, and \(closed.delivery) looked for are delivered"
        ]
        guard !closed.isDelivered else { return (most, told) }
        func delivers(_ rate: Double) async throws -> Bool {
            for _ in 0..<Self.turns {
                let outcome = try await turn(rate)
                let latency = outcome.report.polls.flatMap { RequestTurns.latency(of: [$0], of: nil) }
                told.append(
                    "at \(Wording.number(rate)) \(name)/s \(outcome.delivery) are delivered"
                        + (latency.map { ", polls \($0)" } ?? ""))
                if outcome.isDelivered { return true }
            }
            return false
        }
        var (low, high) = (most, most)
        repeat {
            (low, high) = (low / 2, low)
            guard low >= most / Double(1 << Self.halvings) else {
                throw LoadError("the service did not deliver even at \(Wording.number(high)) \(name)/s")
            }
        } while try await !delivers(low)
        for _ in 0..<refinements {
            let middle = (low + high) / 2
            if try await delivers(middle) { low = middle } else { high = middle }
        }
        return (low, told)
    }
}
