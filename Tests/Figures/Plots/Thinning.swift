/// Fewer points that look the same.
enum Thinning {
    /// The most points that a line is drawn through.
    static let mostPoints = 400

    /// Evenly chosen ones of many, the first and the last among them.
    static func thinned<Element>(_ points: [Element]) -> [Element] {
        guard points.count > mostPoints else { return points }
        return (0..<mostPoints).map { points[$0 * (points.count - 1) / (mostPoints - 1)] }
    }

    /// Means of neighbours, not more than `most`, and how many neighbours each stands for.
    static func merged(_ heights: [Double], to most: Int) -> (means: [Double], width: Int) {
        let most = max(1, most)
        let width = max(1, (heights.count + most - 1) / most)
        let means = stride(from: 0, to: heights.count, by: width).map { start in
            let group = heights[start..<min(heights.count, start + width)]
            return group.reduce(0, +) / Double(group.count)
        }
        return (means, width)
    }

    /// The cumulative distribution of samples: which share of them is not above each of some values.
    static func cumulative(_ samples: [Double]) -> [(Double, Double)] {
        let sorted = samples.filter(\.isFinite).sorted()
        let points = sorted.enumerated().map { ($1, Double($0 + 1) / Double(sorted.count)) }
        return thinned(points)
    }
}
