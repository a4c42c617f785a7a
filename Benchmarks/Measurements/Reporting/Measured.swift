package import Figures

/// One line of the report: a path, what it is compared with, and how the two stand to one another in one run.
package struct Measured: Sendable, Codable {
    /// What was measured: "a batch of 64 dummies, per entry".
    package let path: String
    /// What it was measured against.
    package let baseline: String
    package let goal: Goal
    /// How the path stands to its baseline, in the sense of the goal: how many times as fast for ``Goal/atLeast(_:)``,
    /// how many times as long or as large for ``Goal/atMost(_:)``.
    package let ratio: Double
    /// The two measured numbers with their units, and whatever else a reader needs to judge the ratio.
    package let details: [String]
    package let figures: [Figure]

    /// A line as measured.
    package init(
        _ path: String, against baseline: String, _ goal: Goal, ratio: Double, details: [String],
        figures: [Figure] = []
    ) {
        self.path = path
        self.baseline = baseline
        self.goal = goal
        self.ratio = ratio
        self.details = details
        self.figures = figures
    }

    /// Whether the goal is reached.
    package var isMet: Bool { goal.isMet(by: ratio) }
}

/// A measurement that can be chosen by name.
package struct Measurement: Sendable {
    /// What it is called on the command line: "dummies".
    package let name: String
    private let body: @Sendable () async throws -> [Measured]

    /// A measurement, which may give several lines.
    package init(_ name: String, _ body: @escaping @Sendable () async throws -> [Measured]) {
        self.name = name
        self.body = body
    }

    /// Measures; what it throws says why that was impossible.
    package func run() async throws -> [Measured] {
        try await body()
    }
}
