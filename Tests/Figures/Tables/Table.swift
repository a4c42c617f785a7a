/// Rows under headings, for a terminal and for Markdown.
package struct Table: Sendable {
    package let headings: [String]
    package let rows: [[String]]

    /// A table; every row has as many cells as there are headings.
    package init(_ headings: [String], _ rows: [[String]]) {
        precondition(rows.allSatisfy { $0.count == headings.count }, "a row has a cell for every heading")
        self.headings = headings
        self.rows = rows
    }

    /// Columns that line up in a terminal.
    package var text: String {
        let lines = [headings] + rows
        let widths = headings.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            let cells = zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let text = cells.joined(separator: "  ")
            return String(text.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    /// A table of GitHub's Markdown.
    package var markdown: String {
        let separator = headings.map { _ in "---" }
        return ([headings.map(Markdown.escaped), separator] + rows.map { $0.map(Markdown.escaped) })
            .map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }
}
