/// Whether what a service takes stays as it is: the last third of a run beside the second. In the first it warms up.
package struct SoakVerdict: Sendable {
    /// How much more the last third may take and still count as flat.
    package struct Bound: Sendable {
        /// As a share of the second third.
        package var share: Double
        /// Beside that, for each kind.
        package var bytes: Int
        /// Beside that, descriptors and threads.
        package var pieces: Int

        /// A bound as given.
        package init(share: Double, bytes: Int, pieces: Int) {
            self.share = share
            self.bytes = bytes
            self.pieces = pieces
        }

        /// For runs of minutes.
        package static let usual = Bound(share: 0.05, bytes: 4 << 20, pieces: 8)
        /// For a run of seconds, in which nothing has come to rest yet.
        package static let short = Bound(share: 0.5, bytes: 32 << 20, pieces: 24)
    }

    /// One kind of thing that is taken.
    package struct Line: Sendable {
        /// What it is.
        package let name: String
        /// The means of the second and of the last third.
        package let second: Double
        package let last: Double
        /// The most that the last may be.
        package let most: Double
        private let isBytes: Bool

        init(_ name: String, second: Double, last: Double, most: Double, isBytes: Bool) {
            self.name = name
            self.second = second
            self.last = last
            self.most = most
            self.isBytes = isBytes
        }

        /// Whether it has not grown beyond the bound.
        package var isFlat: Bool { last <= most }

        /// The line in words.
        package var text: String {
            "\(name): \(shown(second)), then \(shown(last)); at most \(shown(most)) is flat: \(isFlat ? "flat" : "NOT flat")"
        }

        private func shown(_ number: Double) -> String {
            let tenths = Int((isBytes ? number / 1_048_576 : number) * 10)
            return "\(tenths / 10).\(tenths % 10)\(isBytes ? " MiB" : "")"
        }
    }

    package let lines: [Line]

    /// Whether all is flat.
    package var isFlat: Bool { !lines.isEmpty && lines.allSatisfy(\.isFlat) }

    /// Judges samples that were taken at even distances; none where there are fewer than three.
    package init(_ samples: [ProcessSample], within bound: Bound) {
        let third = samples.count / 3
        guard third > 0 else {
            lines = []
            return
        }
        let (second, last) = (samples.suffix(2 * third).prefix(third), samples.suffix(third))
        func line(_ name: String, _ value: (ProcessSample) -> Int, _ slack: Int, isBytes: Bool) -> Line {
            func mean(_ part: ArraySlice<ProcessSample>) -> Double {
                part.reduce(0) { $0 + Double(value($1)) } / Double(part.count)
            }
            return Line(
                name, second: mean(second), last: mean(last), most: mean(second) * (1 + bound.share) + Double(slack),
                isBytes: isBytes)
        }
        lines = [
            line("resident memory", \.resident, bound.bytes, isBytes: true),
            line("the placements folder", \.placements, bound.bytes, isBytes: true),
            line("the ledger folder", \.ledger, bound.bytes, isBytes: true),
            line("open descriptors", \.descriptors, bound.pieces, isBytes: false),
            line("threads", \.threads, bound.pieces, isBytes: false),
        ]
    }
}
