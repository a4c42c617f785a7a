import CPSClient
import Foundation
import NIOCore
import Sealing
import Testing

@testable import LoadGeneration

@Suite("What a run reports")
struct ReportingTests {
    private static var tally: LoadTally {
        var tally = LoadTally()
        for number in 1...1000 { tally.polls.record(.milliseconds(Int64(number))) }
        tally.pollStatuses = [200: 990, 503: 10]
        tally.begun = 1001
        tally.lost = 1
        tally.lastAnswer = .uptimeNanoseconds(3_000_000_000)
        return tally
    }

    private static var report: LoadReport {
        LoadReport(
            tally, delivery: .init(answers: 4, recipients: 8, found: 7),
            of: LoadWork(.polls, entries: 16, size: .standard),
            load: OfferedLoad(arrivalsPerSecond: 500, duration: .seconds(2), connections: 3), version: .http2,
            from: .uptimeNanoseconds(1_000_000_000), isInterrupted: false)
    }

    @Test("Percentiles are those of what was recorded, to three digits")
    func percentiles() throws {
        let polls = try #require(Self.report.polls)
        #expect(polls.count == 1000)
        let expected = [
            (polls.least, 1.0), (polls.p50, 500), (polls.p90, 900), (polls.p99, 990), (polls.p999, 999),
            (polls.max, 1000), (polls.mean, 500.5),
        ]
        for (measured, right) in expected { #expect(abs(measured - right) <= right * 0.002) }
        let beyond = try #require(Self.report.pollsBeyondLeast)
        #expect(beyond.least == 0 && abs(beyond.p90 - 899) <= 2)
    }

    @Test("What two threads measured is added up")
    func sums() {
        var both = Self.tally
        both.add(Self.tally)
        #expect(LatencySummary(both.polls)?.count == 2000)
        #expect(both.pollStatuses == [200: 1980, 503: 20])
        #expect(both.begun == 2002 && both.lost == 2)
    }

    @Test("Each stretch of a run has its own percentiles, also where two threads measured it")
    func intervals() throws {
        var one = LoadTally()
        one.recordPoll(.milliseconds(10), in: 0)
        one.recordPoll(.milliseconds(90), in: 2)
        var other = LoadTally()
        other.recordPoll(.milliseconds(30), in: 0)
        other.recordStore(.milliseconds(5), in: 1)
        other.recordStore(.milliseconds(7), in: nil)
        one.add(other)
        let report = LoadReport(
            one, delivery: .init(), of: LoadWork(.polls, entries: 16, size: .standard),
            load: OfferedLoad(
                arrivalsPerSecond: 1, duration: .seconds(6), connections: 1, interval: .seconds(2)),
            version: .http1, from: .uptimeNanoseconds(0), isInterrupted: false)
        #expect(report.polls?.count == 3 && report.stores?.count == 2)
        #expect(report.intervals.map { $0.polls?.count } == [2, nil, 1])
        #expect(report.intervals.map { $0.stores?.count } == [nil, 1, nil])
        let last = try #require(report.intervals.last?.polls)
        #expect(abs(last.p99 - 90) <= 0.2 && report.intervalSeconds == 2)
        #expect(report.text.contains("polls, from 4 s"))
    }

    @Test("Throughput counts good answers only, and failures are told apart")
    func counts() {
        let report = Self.report
        #expect(report.seconds == 2 && report.achievedPerSecond == 495)
        #expect(report.refused == 10 && report.missed == 1 && report.lost == 1)
    }

    @Test("JSON is one line with stable names, and can be read again")
    func json() throws {
        let json = try Self.report.json()
        #expect(!json.contains("\n"))
        #expect(try JSONDecoder().decode(LoadReport.self, from: Data(json.utf8)) == Self.report)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["http"] as? String == "2" && object["kind"] as? String == "polls")
        #expect((object["pollStatuses"] as? [String: Int])?["503"] == 10)
        #expect((object["polls"] as? [String: Double])?["p99"] != nil)
    }

    @Test("The text for people names the loop and every failure")
    func text() {
        let text = Self.report.text
        #expect(text.contains("open loop") && text.contains("503 x 10") && text.contains("7 of 8 recipients"))
    }

    @Test("The share of polls that find something is as ordered, spread evenly", arguments: [0, 0.25, 0.5, 1])
    func finding(share: Double) throws {
        var work = LoadWork(.polls, entries: 16, size: .standard)
        work.finding = share
        let client = try CallPlacementClient(service: try #require(URL(string: "https://127.0.0.1")))
        let request = PreparedRequest(
            client.batchRequest(try IndexPrefix(hex: "ab"), entries: 16, size: .standard), version: .http1)
        work.blankPolls = [request]
        work.findingPolls = [.init(request: request, expected: [])]
        var source = ErrandSource(work, portion: .whole, count: 400)
        var finding: [Bool] = []
        while let errand = source.errand(at: .now()) {
            if case .findingPoll = errand.step { finding.append(true) } else { finding.append(false) }
        }
        #expect(finding.count == 400 && finding.count { $0 } == Int(400 * share))
        #expect(finding.prefix(40).count { $0 } == Int(40 * share))
    }
}
