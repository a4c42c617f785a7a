import Foundation
import STIR
import ServiceHarness
import Testing

/// A log that programs read.
@Suite(.timeLimit(.minutes(2)))
struct StructuredLogs {
    private static let members: Set<String> = ["time", "level", "program", "source", "message", "metadata"]
    private static let keys: Set<String> = ["reason", "omitted", "epoch", "signal", "request"]
    private static let flags = ["--log-format", "json", "--log-level", "trace", "--limits-requests", "1"]

    @Test func areOneObjectALine() async throws {
        let deployment = try Deployment(Self.flags + ["--epoch-length", "8", "--epoch-grace", "20"])
        defer { deployment.remove() }
        let server = try await deployment.start()
        let recipient = try Recipient()
        do {
            // The key may change while a token is asked for.
            let first = try? await server.token()
            let token = if let first { first } else { try await server.token() }
            _ = try await server.ask(StoreOrder(to: recipient, with: token).request)
            // Refused certificates, at the same time for the same reason, and shed requests: what strangers can cause.
            for _ in 0..<3 {
                for bad in BadCertificate.all {
                    let endpoint = server.issuanceEndpoint(as: try bad.identity(deployment))
                    _ = try? await RawConnection.open(to: endpoint) { connection in
                        connection.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
                        return await connection.everything()
                    }
                }
            }
            try await Self.shed(recipient, at: server)
            try await eventually("an epoch has begun") {
                try Self.lines(server.process.standardError).contains { $0.message == "a new epoch has begun" }
            }
        } catch {
            _ = await server.stop()
            throw error
        }
        #expect(await server.stop() == 0)

        let log = try Self.lines(server.process.standardError)
        #expect(log.contains { $0.message == "a client certificate was refused" && $0.level == "notice" })
        #expect(log.contains { $0.message == "requests are turned away" && $0.level == "warning" })
        // Each line that a request caused has a mark of its own, which is made of nothing that the request had.
        let marks = log.compactMap { $0.metadata["request"] }
        #expect(marks.count >= 2 && Set(marks).count == marks.count)
        #expect(marks.allSatisfy { $0.wholeMatch(of: /[a-z]{12}/) != nil })
        // No line for a request that went well.
        let text = log.map { "\($0.message) \($0.metadata)" }.joined(separator: "\n")
        #expect(!text.contains(recipient.index.prefix(4)) && !text.contains(TNAuthorizationList.testNumber))
        for word in ["store", "retriev", "poll"] { #expect(!text.contains(word), "\(word) in \(text)") }

        let report = try Self.lines(server.process.standardOutput)
        #expect(report.contains { $0.message == "ready" && $0.program == "cpsd" })
        #expect(report.last?.message.hasPrefix("stopped: ") == true)
    }

    @Test func sayAlsoWhyAServiceEnds() async throws {
        let deployment = try Deployment(Self.flags + ["--public-host", "203.0.113.1"])
        defer { deployment.remove() }
        let process = try ServerProcess(arguments: deployment.arguments, outputIn: deployment.folder)
        #expect(await process.end() == 1)
        let log = try Self.lines(process.standardError)
        let last = try #require(log.last { $0.level == "critical" })
        #expect(last.message.hasPrefix("cannot go on: the public listener cannot listen on 203.0.113.1 port 0: "))
    }

    @Test func arePlainUnlessToldOtherwise() async throws {
        try await Deployment.running(["--release-quantum", "0"]) { server in
            #expect(server.process.output.contains("cpsd: WARNING: --release-quantum is 0"))
        }
        try await Deployment.running(["--release-quantum", "0", "--log-format", "json"]) { server in
            let report = try Self.lines(server.process.standardOutput)
            #expect(
                report.contains { $0.level == "warning" && $0.message.hasPrefix("WARNING: --release-quantum is 0") })
        }
    }

    /// Asks with many connections at once, until some are turned away.
    private static func shed(_ recipient: Recipient, at server: RunningServer) async throws {
        try await eventually("requests are turned away") {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await server.poll(recipient.index, entries: 16).status } }
                return try await group.reduce(false) { $0 || $1 == 503 }
            }
        }
    }

    private struct Line {
        let level: String
        let program: String
        let message: String
        let metadata: [String: String]
    }

    /// Every line of a file, each of which has to be an object with these members and no others.
    private static func lines(_ file: URL) throws -> [Line] {
        let text = try String(contentsOf: file, encoding: .utf8)
        // The harness writes the first line of standard output; the last may not be whole while the service runs.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true).filter { !$0.hasPrefix("pid ") }
        return try lines.map { line in
            let object = try #require(
                (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any], "\(line)")
            #expect(Set(object.keys) == members, "\(line)")
            let metadata = try #require(object["metadata"] as? [String: String])
            #expect(Set(metadata.keys).isSubset(of: keys), "\(line)")
            let time = try #require(object["time"] as? String)
            #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil, "\(line)")
            return Line(
                level: try #require(object["level"] as? String), program: try #require(object["program"] as? String),
                message: try #require(object["message"] as? String), metadata: metadata)
        }
    }
}
