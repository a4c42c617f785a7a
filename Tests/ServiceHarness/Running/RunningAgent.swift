import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1

/// A `cps agent` that answers, a process of its own.
package struct RunningAgent: Sendable {
    /// What was asked of it, and what it said.
    package struct Answer: Sendable {
        package let status: Int
        package let body: String
        /// From the request to the answer.
        package let delay: Duration

        /// The text of a member, where the body is an object of one object.
        package func text(_ name: String) -> String? { member(name) as? String }

        /// A member, where the body is an object of one object.
        package func member(_ name: String) -> Any? {
            let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: [String: Any]]
            return object?.values.first?[name]
        }
    }

    package let process: ServerProcess
    private let base: String

    /// Starts an agent and waits until it is ready.
    ///
    /// - Parameters:
    ///   - settings: its configuration; `listen` is added where it is not there.
    ///   - folder: an existing folder for the configuration and the output.
    package static func start(_ settings: [String: Any], in folder: URL) async throws -> RunningAgent {
        var settings = settings
        settings["listen"] = settings["listen"] ?? "127.0.0.1:0"
        let file = folder.appending(path: "agent-\(UUID().uuidString).json")
        try JSONSerialization.data(withJSONObject: settings).write(to: file)
        let process = try ServerProcess(
            ServedProgram(path: BuiltProgram.cps, arguments: ["agent"]), arguments: ["--config", file.path],
            outputIn: folder)
        do {
            try await eventually("the agent is ready") { process.output.contains("cps agent: ready on ") }
        } catch {
            try? process.signal(SIGKILL)
            throw HarnessError.notStarted(process.output)
        }
        if let port = process.word(after: "ready on 127.0.0.1 port ") {
            return RunningAgent(process: process, base: "http://127.0.0.1:\(port)")
        }
        guard let path = (settings["listen"] as? String)?.split(separator: ":", maxSplits: 1).last else {
            throw HarnessError.notStarted(process.output)
        }
        return RunningAgent(process: process, base: "http+unix://" + path.replacing("/", with: "%2F"))
    }

    /// Sends a body, as a SIP server does.
    package func post(_ path: String, _ body: String, host: String? = nil) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        if let host { request.headers.add(name: "host", value: host) }
        request.body = .bytes(Array(body.utf8))
        return try await send(request)
    }

    /// Asks how it is.
    package func health() async throws -> Answer { try await send(HTTPClientRequest(url: base + "/health")) }

    /// Sends a signal and waits for the end.
    ///
    /// - Returns: the exit status.
    package func stop(_ signal: Int32 = SIGTERM) async -> Int32 {
        try? process.signal(signal)
        return await process.end()
    }

    private func send(_ request: HTTPClientRequest) async throws -> Answer {
        let begin = ContinuousClock.now
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 1 << 20)
        return Answer(
            status: Int(response.status.code), body: String(buffer: body), delay: ContinuousClock.now - begin)
    }
}
