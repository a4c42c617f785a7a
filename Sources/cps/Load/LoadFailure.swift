import ArgumentParser
import LoadGeneration

/// A way in which a run may have failed.
enum LoadFailure: String, CaseIterable, ExpressibleByArgument {
    /// Answers of another status than the good one.
    case refused
    /// Connections that failed, or answers that did not come.
    case unanswered
    /// Polls that should have found something and did not.
    case missed

    private func has(happenedIn report: LoadReport) -> Bool {
        switch self {
        case .refused: report.refused > 0
        case .unanswered: report.lost + report.unanswered > 0
        case .missed: report.missed > 0
        }
    }

    /// How the command ends.
    static func outcome(of report: LoadReport, allowing allowed: [LoadFailure]) -> Outcome {
        let happened = allCases.filter { $0.has(happenedIn: report) && !allowed.contains($0) }
        if happened.isEmpty { return .done }
        return happened == [.unanswered] ? .unreachable : .refused
    }
}
