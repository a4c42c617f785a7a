import Foundation
import ServiceHarness
import Testing

/// What the operator is given to look with: it must speak of what there is.
@Suite(.served("--metrics-enabled", "true", "--metrics-port", "0"), .timeLimit(.minutes(1)))
struct Dashboards {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardized

    @Test func askForWhatAServiceShows() async throws {
        let shown = try await ExposedMetrics(of: try RunningServer.current())
        let dashboard = try Self.dashboardQuestions()
        #expect(dashboard.count >= 20)
        let alerts = try Self.alertQuestions()
        #expect(alerts.count >= 12)
        for question in dashboard + alerts {
            let used = Self.metrics(in: question)
            #expect(!used.isEmpty || question.contains("up{"), "\(question)")
            for name in used {
                #expect(shown.samples.contains { $0.name == name }, "\(name) in \(question) is shown by no service")
            }
            // Label values, too: a panel that asks for a route that there is not shows nothing for ever.
            for match in question.matches(of: /([a-z_0-9]+)\{([^}]*)\}/) where match.1.contains("_") {
                for label in match.2.matches(of: /([a-z]+)="([^"]*)"/) where label.1 != "job" {
                    #expect(
                        shown.samples.contains { $0.name == match.1 && $0.labels[String(label.1)] == String(label.2) },
                        "\(match.0) matches nothing")
                }
            }
        }
    }

    @Test func theManualNamesEveryMetricAndEveryAlarm() async throws {
        let shown = try await ExposedMetrics(of: try RunningServer.current())
        let manual = try String(contentsOf: Self.root.appending(path: "spec-notes/operations.md"), encoding: .utf8)
        for name in shown.families { #expect(manual.contains("`\(name)`"), "\(name)") }
        let rules = try String(contentsOf: Self.root.appending(path: "Examples/prometheus/alerts.yml"), encoding: .utf8)
        let alarms = rules.matches(of: #/- alert: (\w+)/#).map { String($0.1) }
        #expect(alarms.count >= 12)
        for alarm in alarms { #expect(manual.contains("| `\(alarm)` |"), "\(alarm)") }
        for match in manual.matches(of: /\| `(Cpsd\w+)` \|/) {
            #expect(alarms.contains(String(match.1)), "\(match.1) is no alarm")
        }
    }

    /// The expressions of all panels.
    private static func dashboardQuestions() throws -> [String] {
        let data = try Data(contentsOf: root.appending(path: "Examples/grafana/cpsd.json"))
        let dashboard = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(dashboard["title"] as? String != nil)
        #expect(dashboard["schemaVersion"] as? Int ?? 0 >= 36)
        let panels = try #require(dashboard["panels"] as? [[String: Any]])
        #expect(Set(panels.compactMap { $0["id"] as? Int }).count == panels.count)
        return try panels.filter { $0["type"] as? String != "row" }.flatMap { panel in
            #expect(panel["title"] as? String != nil)
            let place = try #require(panel["gridPos"] as? [String: Int])
            #expect(place["x", default: 24] + place["w", default: 24] <= 24)
            let targets = try #require(panel["targets"] as? [[String: Any]])
            #expect(!targets.isEmpty)
            return try targets.map { try #require($0["expr"] as? String) }
        }
    }

    /// The expressions of all alarms, each of which stands on a line of its own. (That the file is good YAML and these
    /// are good expressions is what `promtool` says in `Scripts/metrics-demo`.)
    private static func alertQuestions() throws -> [String] {
        let text = try String(contentsOf: root.appending(path: "Examples/prometheus/alerts.yml"), encoding: .utf8)
        let questions = text.matches(of: /\n +expr: (.+)/).map { String($0.1) }
        #expect(questions.count == text.matches(of: #/- alert: /#).count)
        return questions
    }

    /// The metrics that an expression names.
    private static func metrics(in question: String) -> Set<String> {
        Set(question.matches(of: /\b(?:cps|process)_[a-z0-9_]+/).map { String($0.0) })
    }
}
