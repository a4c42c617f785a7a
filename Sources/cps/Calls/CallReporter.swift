import CPSClient
import STIR

/// Tells of what a retrieval found.
struct CallReporter: Sendable {
    let verification: Verification?
    let json: Bool

    private struct Answer: Encodable {
        let calls: [CallReport]
        let pending: Int
        let unreadable: Int
    }

    /// Tells of a whole result; what it says where there is nothing is the same for everyone.
    func report(_ result: RetrievalResult) async throws -> Outcome {
        var calls: [CallReport] = []
        for found in result.found { calls += await reports(on: found) }
        if json {
            Output.say(try Output.json(Answer(calls: calls, pending: result.pending, unreadable: result.unreadable)))
        } else {
            for (call, times) in Self.grouped(calls) {
                Output.say(call.words + (times > 1 ? " It was left \(times) times." : ""))
            }
            if calls.isEmpty { Output.say("No call for you.") }
            if result.unreadable > 0 {
                Output.warn("\(result.unreadable) more could not be read: somebody left something that is no PASSporT.")
            }
        }
        return Self.outcome(of: calls)
    }

    /// Tells of one, while watching. Answers how it would end a poll that found nothing else.
    func tell(_ found: RetrievedPassports) async throws -> Outcome {
        let calls = await reports(on: found)
        for call in calls { Output.say(json ? try Output.json(call) : call.words) }
        return Self.outcome(of: calls)
    }

    /// A poll is refused only when none of what was found is to be believed: a forgery that anybody can leave must
    /// not hide a call.
    static func outcome(of calls: [CallReport]) -> Outcome {
        guard !calls.isEmpty else { return .nothing }
        return calls.allSatisfy { $0.verified == false } ? .refused : .done
    }

    /// The same PASSporT only once, with how often it came: the first report of it stands for all.
    private static func grouped(_ calls: [CallReport]) -> [(call: CallReport, times: Int)] {
        var seen: Set<String> = []
        return calls.filter { seen.insert($0.passport).inserted }
            .map { call in (call, calls.count { $0.passport == call.passport }) }
    }

    private func reports(on found: RetrievedPassports) async -> [CallReport] {
        var reports: [CallReport] = []
        for text in found.passports {
            reports.append(await CallReport.on(text, remaining: found.remaining, verification: verification))
        }
        return reports
    }
}
