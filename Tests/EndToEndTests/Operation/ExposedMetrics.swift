import Foundation
import ServiceHarness

/// What a running service shows of itself, taken apart without the service's own code.
struct ExposedMetrics {
    /// One line.
    struct Sample {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    /// The whole answer.
    let text: String
    let samples: [Sample]
    /// `counter`, `gauge` or `histogram`, by metric.
    private(set) var types: [String: String] = [:]
    /// A sentence, by metric.
    private(set) var helps: [String: String] = [:]

    /// Reads an answer; throws where a line is neither a comment of the format nor a sample.
    init(_ text: String) throws {
        self.text = text
        var samples: [Sample] = []
        guard text.hasSuffix("\n") else { throw HarnessError.malformedAnswer("the last line has no end") }
        for line in text.split(separator: "\n") {
            if let match = line.wholeMatch(of: /# (HELP|TYPE) ([a-z0-9_]+) (.+)/) {
                let (name, rest) = (String(match.2), String(match.3))
                if match.1 == "HELP" { helps[name] = rest } else { types[name] = rest }
            } else if let match = line.wholeMatch(of: /([a-z0-9_]+)(?:\{(.*)\})? (\S+)/), let value = Double(match.3) {
                var labels: [String: String] = [:]
                for label in (match.2 ?? "").matches(of: /([a-z_]+)="([^"\\]*)"(,|$)/) {
                    labels[String(label.1)] = String(label.2)
                }
                let written = labels.reduce(0) { $0 + $1.key.count + $1.value.count + 3 } + max(0, labels.count - 1)
                guard written == (match.2 ?? "").count else { throw HarnessError.malformedAnswer(String(line)) }
                samples.append(Sample(name: String(match.1), labels: labels, value: value))
            } else {
                throw HarnessError.malformedAnswer(String(line))
            }
        }
        self.samples = samples
    }

    /// Asks a service. It says its port a moment after it is ready, perhaps.
    init(of server: RunningServer) async throws {
        let (status, text) = try await server.askForMetrics()
        guard status == 200 else { throw HarnessError.unexpectedStatus(status) }
        try self.init(text)
    }

    /// The names of all metrics that have a sample.
    var families: Set<String> { Set(samples.map { family(of: $0.name) }) }

    /// The metric that a sample belongs to.
    func family(of name: String) -> String {
        for suffix in ["_bucket", "_sum", "_count"] where name.hasSuffix(suffix) {
            let family = String(name.dropLast(suffix.count))
            if types[family] == "histogram" { return family }
        }
        return name
    }

    /// The sum of all samples of a name that have these labels.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let found = samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        return found.isEmpty ? nil : found.reduce(0) { $0 + $1.value }
    }
}
