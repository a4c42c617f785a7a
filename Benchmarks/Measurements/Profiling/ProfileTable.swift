package import Figures

/// Where the time of one or more servers goes, part by part.
package struct ProfileTable: Sendable {
    /// One of the servers.
    package struct Column: Sendable {
        package let name: String
        package let samples: Samples
        /// Processor time of one piece of its work, and the unit it is told in.
        package let each: Double
        package let unit: String

        /// A column as given.
        package init(_ name: String, _ samples: Samples, each: Double, unit: String) {
            self.name = name
            self.samples = samples
            self.each = each
            self.unit = unit
        }
    }

    /// What was done while the samples were taken.
    package let title: String
    private let columns: [Column]
    /// What a reader needs to judge the numbers.
    package let notes: [String]

    /// A table as given.
    package init(_ title: String, _ columns: [Column], notes: [String]) {
        self.title = title
        self.columns = columns
        self.notes = notes
    }

    /// A row for each part that anybody spends a noticeable time on, a row for those that nobody does, and the sum.
    package var table: Table {
        let isNoticeable = { (part: WorkPart) in
            part != .rest && columns.contains { $0.samples.share(of: part) >= Self.noticeable }
        }
        let (told, untold) = (WorkPart.allCases.filter(isNoticeable), WorkPart.allCases.filter { !isNoticeable($0) })
        let rows = told.map { row($0.rawValue, of: [$0]) }
        return Table(
            ["part"] + columns.flatMap { ["\($0.name), \($0.unit)", "share"] },
            rows + [row("everything else", of: untold), row("all", of: WorkPart.allCases)])
    }

    private func row(_ name: String, of parts: [WorkPart]) -> [String] {
        [name]
            + columns.flatMap { column in
                let share = parts.reduce(0) { $0 + column.samples.share(of: $1) }
                return [Wording.fixed(share * column.each, 1), "\(Wording.fixed(share * 100, 1)) %"]
            }
    }

    private static let noticeable = 0.005
}
