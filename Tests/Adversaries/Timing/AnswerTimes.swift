internal import Figures
internal import Foundation
internal import Statistics
internal import Synchronization

/// Times of answers of two kinds, and whether they can be told apart.
final class AnswerTimes: Sendable {
    /// Welch's t above this is taken for a difference: by chance once in 147,000 times.
    static let welchThreshold = 4.5
    /// Minus the decimal logarithm of a p-value above this is taken for a difference.
    static let probabilityThreshold = 6.0

    private struct Times {
        var silent: [Double] = []
        var called: [Double] = []
        var refused: Int?
    }

    private let expected: Int
    private let times = Mutex(Times())

    /// Nothing yet; answers shall have this HTTP status.
    init(expecting status: Int) {
        expected = status
    }

    /// Takes one answer in.
    func add(_ answer: TimedAnswer) {
        times.withLock { times in
            guard answer.status == expected else {
                times.refused = answer.status
                return
            }
            if answer.isCall { times.called.append(answer.lastByte) } else { times.silent.append(answer.lastByte) }
        }
    }

    /// What the times say.
    ///
    /// - Throws: ``StopwatchError/refused(status:)`` where an answer was of another status: then nothing was measured.
    func evidence(_ name: String, claim: Claim = .time, detail: String, figure: String? = nil) throws -> Evidence {
        let times = times.withLock { $0 }
        if let status = times.refused { throw StopwatchError.refused(status: status) }
        let welch = WelchTest(times.silent, times.called)
        let kolmogorov = KolmogorovSmirnovTest(times.silent, times.called)
        let means = [times.silent, times.called].map { Self.milliseconds($0.reduce(0, +) / Double($0.count)) }
        var evidence = Evidence([
            Finding(
                claim, name, "Welch's |t|", abs(welch.t), above: Self.welchThreshold,
                detail: "\(detail); mean \(means[0]) ms without a call, \(means[1]) ms with one"),
            Finding(
                claim, name, "Kolmogorov-Smirnov, -log10 p", -log10(max(kolmogorov.pValue, 1e-300)),
                above: Self.probabilityThreshold,
                detail: "\(detail); largest distance of the distributions \(Self.short(kolmogorov.distance))"),
        ])
        if let figure {
            evidence.figures.append(
                Figure(
                    figure, title: "Times of answers: \(name)", .histogram, horizontal: "milliseconds",
                    vertical: "answers",
                    [
                        Figure.Series("no call", Self.drawn(times.silent)),
                        Figure.Series("a call for each entry", Self.drawn(times.called)),
                    ]))
        }
        return evidence
    }

    /// All but the slowest hundredth, which would leave no room for the rest; in milliseconds.
    private static func drawn(_ seconds: [Double]) -> [Double] {
        seconds.sorted().prefix(max(1, seconds.count * 99 / 100)).map { $0 * 1000 }
    }

    private static func milliseconds(_ seconds: Double) -> String { short(seconds * 1000) }

    private static func short(_ value: Double) -> String { String(format: "%.4f", value) }
}
