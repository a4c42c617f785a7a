import CPSClient
import Foundation
import NIOCore
import Sealing
import Testing

@testable import LoadGeneration

/// Runs against a service that does what the test wants.
@Suite("Runs", .serialized, .timeLimit(.minutes(1)))
struct LoadRunTests {
    private static func report(
        _ service: ScriptedService, rate: Double?, seconds: Double, count: Int = .max, connections: Int,
        threads: Int = 1, interval: Duration? = nil, patience: Duration? = nil
    ) async throws -> LoadReport {
        let client = try CallPlacementClient(service: try #require(URL(string: "https://127.0.0.1:\(service.port)")))
        var work = LoadWork(.polls, entries: 16, size: .standard)
        work.blankPolls = try (0..<4).map { _ in
            let prefix = try IndexPrefix(of: PlacementIndex(of: RecipientPrivateKey.generate().publicKey), digits: 8)
            return PreparedRequest(client.batchRequest(prefix, entries: 16, size: .standard), version: .http1)
        }
        let target = try LoadTarget(
            host: "127.0.0.1", port: service.port, trust: .authorities(inFile: service.authorityFile), version: .http1)
        let load = OfferedLoad(
            arrivalsPerSecond: rate, duration: .seconds(seconds), count: count, connections: connections,
            interval: interval, patience: patience)
        return try await LoadRun(work, to: target, load: load, threads: threads).run()
    }

    @Test("An open loop begins as many as were ordered, on any number of threads", arguments: [1, 3])
    func openLoop(threads: Int) async throws {
        try await ScriptedService.running({ _ in ScriptedService.ok }) { service in
            let report = try await Self.report(service, rate: 400, seconds: 0.5, connections: 6, threads: threads)
            #expect(report.begun == 200)
            #expect(report.pollStatuses == ["200": 200])
            #expect(report.loop == "open" && report.offeredPerSecond == 400)
            #expect(report.lost == 0 && report.unanswered == 0 && report.refused == 0)
            #expect(report.polls?.count == 200)
        }
    }

    @Test("A stall shows in its stretch of the run, and in no other")
    func stretches() async throws {
        try await ScriptedService.running({ $0 == 210 ? .stall(.seconds(2)) : ScriptedService.ok }) { service in
            let report = try await Self.report(
                service, rate: 200, seconds: 2, connections: 4, interval: .milliseconds(500))
            #expect(report.intervals.map { $0.polls?.count } == [100, 100, 100, 100])
            let slowest = report.intervals.compactMap { $0.polls?.max }
            #expect(slowest.count == 4 && slowest[2] >= 1900)
            #expect(slowest[0] < slowest[2])
        }
    }

    @Test("A service that stalls once shows in the percentiles of all that was due meanwhile")
    func coordinatedOmission() async throws {
        try await ScriptedService.running({ $0 == 20 ? .stall(.milliseconds(600)) : ScriptedService.ok }) { service in
            let report = try await Self.report(service, rate: 200, seconds: 1, connections: 4)
            // Of 200 some 120 were due while nothing was answered, though only four could be sent.
            #expect(report.polls?.count == 200)
            let polls = try #require(report.polls)
            #expect(polls.max >= 550)
            #expect(polls.p50 >= 50)
            #expect(polls.p90 >= 400)
        }
    }

    @Test("Where answers are of use for a while, what waits for a connection at the end of the load is given up")
    func whatWaitsAtTheEnd() async throws {
        try await ScriptedService.running({ _ in .stall(.milliseconds(40)) }) { service in
            let report = try await Self.report(
                service, rate: 200, seconds: 0.5, connections: 2, patience: .seconds(10))
            let answered = report.pollStatuses["200"] ?? 0
            // Two connections give some 25 answers in that time, and none for what came in vain is among them.
            #expect(answered > 0 && answered <= 60)
            #expect(report.unanswered == 100 - answered && report.lost == 0)
            #expect(report.usefulPerSecond == Double(answered) / 0.5)
        }
    }

    @Test("A closed loop says that it is one, and ends by its count")
    func closedLoop() async throws {
        try await ScriptedService.running({ _ in ScriptedService.ok }) { service in
            let report = try await Self.report(service, rate: nil, seconds: 5, count: 100, connections: 4, threads: 2)
            #expect(report.begun == 100 && report.loop == "closed" && report.offeredPerSecond == nil)
            #expect(report.seconds < 4)
        }
    }

    @Test("A connection that fails under a request is counted, and opened anew")
    func hangUps() async throws {
        try await ScriptedService.running({ $0 == 10 || $0 == 30 ? .hangUp : ScriptedService.ok }) { service in
            let report = try await Self.report(service, rate: 50, seconds: 1.2, connections: 2)
            #expect(report.lost == 2 && report.reopened == 2)
            #expect(report.pollStatuses == ["200": 58])
        }
    }

    @Test("Refusals and malformed answers are no answers to be proud of")
    func refusals() async throws {
        let busy = ScriptedService.Reply.answer("HTTP/1.1 503 x\r\ncontent-length: 0\r\n\r\n")
        let odd = ScriptedService.Reply.answer("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        try await ScriptedService.running({ $0 == 3 ? busy : $0 == 5 ? odd : ScriptedService.ok }) { service in
            let report = try await Self.report(service, rate: 100, seconds: 0.3, connections: 4)
            #expect(report.pollStatuses == ["200": 28, "503": 1])
            #expect(report.refused == 1 && report.lost == 1)
        }
    }

    @Test("An interruption ends a run, and what has no answer by then is counted and timed")
    func interruption() async throws {
        try await ScriptedService.running({ $0 >= 20 ? .silence : ScriptedService.ok }) { service in
            let client = try CallPlacementClient(
                service: try #require(URL(string: "https://127.0.0.1:\(service.port)")))
            var work = LoadWork(.polls, entries: 16, size: .standard)
            let prefix = try IndexPrefix(hex: "ab")
            work.blankPolls = [
                PreparedRequest(client.batchRequest(prefix, entries: 16, size: .standard), version: .http1)
            ]
            let target = try LoadTarget(
                host: "127.0.0.1", port: service.port, trust: .authorities(inFile: service.authorityFile),
                version: .http1)
            let load = OfferedLoad(arrivalsPerSecond: 100, duration: .seconds(3600), connections: 4)
            let run = LoadRun(work, to: target, load: load)
            async let measured = run.run()
            while run.progress.answered < 20 { try await Task.sleep(for: .milliseconds(20)) }
            run.interrupt()
            let report = try await measured
            #expect(report.isInterrupted)
            #expect(report.pollStatuses == ["200": 20])
            #expect(report.unanswered > 0 && report.unanswered == report.begun - 20)
            #expect(report.polls?.count == report.begun)
        }
    }

    @Test("What cannot be connected to is an error in words")
    func nobodyThere() async throws {
        try await ScriptedService.running({ _ in ScriptedService.ok }) { service in
            let elsewhere = ScriptedService(port: 1, authorityFile: service.authorityFile)
            await #expect(throws: LoadError.self) {
                _ = try await Self.report(elsewhere, rate: 10, seconds: 0.1, connections: 2)
            }
        }
    }
}
