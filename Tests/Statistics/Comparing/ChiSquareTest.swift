/// Pearson's chi-square: how well counts agree with what they should be.
package struct ChiSquareTest: Sendable {
    /// The sum of the squared deviations, each in units of its expectation.
    package let statistic: Double
    /// Degrees of freedom.
    package let freedom: Double

    /// How likely a statistic at least as large is by chance.
    package var pValue: Double { Self.above(statistic, freedom: freedom) }

    /// Whether the counts could come from cells that are all as likely.
    package init(uniform counts: some Collection<Int>) {
        var (total, squares) = (0.0, 0.0)
        for count in counts {
            total += Double(count)
            squares += Double(count) * Double(count)
        }
        let cells = Double(counts.count)
        self.statistic = total > 0 ? squares * cells / total - total : 0
        self.freedom = cells - 1
    }

    /// Whether the counts could come from cells with expectations of their own.
    ///
    /// - Parameter freedom: by default one less than there are cells.
    package init(_ counts: [Double], expected: [Double], freedom: Double? = nil) {
        self.statistic = zip(counts, expected).reduce(0) { sum, cell in
            sum + (cell.0 - cell.1) * (cell.0 - cell.1) / cell.1
        }
        self.freedom = freedom ?? Double(counts.count - 1)
    }

    /// Whether the rows of a table could come from one distribution over its columns; columns that are empty in all
    /// rows are left out.
    package init(sameRows rows: [[Int]]) {
        let width = rows.map(\.count).max() ?? 0
        let columns = (0..<width).map { column in rows.reduce(0) { $0 + (column < $1.count ? $1[column] : 0) } }
        let total = Double(columns.reduce(0, +))
        var statistic = 0.0
        for row in rows {
            let sum = Double(row.reduce(0, +))
            for (column, all) in columns.enumerated() where all > 0 && sum > 0 {
                let expected = sum * Double(all) / total
                let deviation = (column < row.count ? Double(row[column]) : 0) - expected
                statistic += deviation * deviation / expected
            }
        }
        self.statistic = statistic
        let used = (rows.count { $0.contains { $0 > 0 } }, columns.count { $0 > 0 })
        self.freedom = Double((used.0 - 1) * (used.1 - 1))
    }

    /// The chance that a chi-square variable is above `statistic`.
    package static func above(_ statistic: Double, freedom: Double) -> Double {
        freedom > 0 ? IncompleteGamma.upper(freedom / 2, max(0, statistic) / 2) : 1
    }
}
