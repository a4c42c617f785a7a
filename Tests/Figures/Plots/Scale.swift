internal import Foundation

/// A range of numbers along an axis, and where its marks stand.
struct Scale {
    let range: ClosedRange<Double>
    /// Round numbers within the range.
    let ticks: [Double]
    private let digits: Int

    /// A scale over a range; one without width, or with an end that is no number, is widened.
    ///
    /// - Parameter wanted: about how many marks there are to be.
    init(_ range: ClosedRange<Double>, wanted: Int = 6) {
        let range = Self.widened(range)
        let step = Self.step((range.upperBound - range.lowerBound) / Double(max(1, wanted)))
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = (range.upperBound / step + 1e-9).rounded(.down)
        self.range = range
        self.ticks = stride(from: first, through: last, by: 1).map { $0 * step }
        self.digits = max(0, Int((-log10(step) - 1e-9).rounded(.up)))
    }

    /// How far along the axis a number lies, from 0 to 1 within the range.
    func fraction(_ value: Double) -> Double {
        (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }

    /// What stands at a mark: with as many digits as the step between two marks needs.
    func label(_ tick: Double) -> String {
        if digits == 0, abs(tick) < 1e9 { return Wording.grouped(Int(tick.rounded())) }
        return digits <= 6 ? Wording.fixed(tick, digits) : Wording.number(tick)
    }

    /// The round number (1, 2 or 5 times a power of ten) that is nearest above.
    private static func step(_ rough: Double) -> Double {
        let power = pow(10, log10(rough).rounded(.down))
        return ([1, 2, 5].first { $0 * power >= rough * 0.999_999 } ?? 10) * power
    }

    private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
        guard range.lowerBound.isFinite, range.upperBound.isFinite else { return 0...1 }
        let least = max(abs(range.lowerBound), abs(range.upperBound)) * 1e-9
        guard range.upperBound - range.lowerBound > least else {
            let margin = range.lowerBound == 0 ? 0.5 : abs(range.lowerBound) * 0.1
            return (range.lowerBound - margin)...(range.upperBound + margin)
        }
        return range
    }
}
