import BlindTokens
import Foundation
import STIR
import ServiceHarness
import Testing
import ThrowawayPKI

/// What the operator's listener shows of a service that has been asked everything.
@Suite(
    .served(
        "--metrics-enabled", "true", "--metrics-port", "0", "--issuance-quota", "20", "--token-uses", "4",
        "--passport-lifetime", "2"),
    .serialized, .timeLimit(.minutes(2)))
struct OperatorMetrics {
    @Test func showWhatWasDoneAndNobody() async throws {
        let server = try RunningServer.current()
        var planted: [String] = [TNAuthorizationList.testNumber, Deployment.name, server.deployment.folder.path]
        let before = try await ExposedMetrics(of: server)

        // Stores: good, repeated, and bad in every way; retrievals of every kind.
        let token = try await server.token()
        planted += Self.spellings(token.token.bytes) + Self.spellings(token.token.nonce)
        let recipient = try Recipient()
        planted += (4...64).reversed().map { String(recipient.index.prefix($0)) }
        let order = StoreOrder(to: recipient, with: token)
        for _ in 0..<2 { #expect(try await server.ask(order.request).status == 201) }
        let live = try await ExposedMetrics(of: server)
        for bad in BadStore.all where bad.status != 413 {
            let order = StoreOrder(to: try Recipient(), with: token)
            planted += [order.index, String(order.index.prefix(16))]
            planted.append(try await Self.exchange(bad.request(order), at: server))
        }
        for bad in BadRetrieval.all {
            planted.append(try await Self.exchange(bad.request(about: recipient.index), at: server))
        }
        for _ in 0..<3 { _ = try await server.poll(recipient.index, entries: 4) }
        _ = try await server.ask(.links(recipient.index, entries: 2))
        _ = try await server.ask(RawRequest("GET", "/cps/\(recipient.index)/nothing"))
        _ = try await server.ask(RawRequest("GET", "/key-bindings/00"))
        _ = try await server.ask(RawRequest("GET", "/key-bindings"))
        for _ in 0..<25 { _ = try? await server.token() }
        let after = try await ExposedMetrics(of: server)

        // It counted.
        func rise(_ name: String, _ labels: [String: String]) -> Double? {
            after.value(name, labels).flatMap { new in before.value(name, labels).map { new - $0 } }
        }
        #expect(rise("cps_requests_total", ["route": "store", "outcome": "ok"]) ?? 0 >= 2)
        #expect(rise("cps_requests_total", ["route": "retrieve", "outcome": "ok"]) ?? 0 >= 4)
        #expect(rise("cps_requests_total", ["route": "unknown", "outcome": "not-found"]) ?? 0 >= 1)
        #expect(rise("cps_requests_total", ["route": "token-request", "outcome": "ok"]) == 20)
        #expect(rise("cps_requests_total", ["route": "token-request", "outcome": "quota-used-up"]) == 6)
        #expect(rise("cps_request_duration_seconds_count", ["route": "retrieve"]) ?? 0 >= 4)
        #expect(rise("cps_tokens_issued_total", [:]) == 20)
        #expect(rise("cps_token_uses_total", [:]) ?? 0 >= 1)
        #expect(rise("cps_stores_repeated_total", [:]) ?? 0 >= 1)
        #expect(rise("cps_quota_refusals_total", ["quota": "tokens"]) == 6)
        #expect(rise("cps_tokens_refused_total", ["reason": "token"]) ?? 0 >= 1)
        #expect(rise("cps_tokens_refused_total", ["reason": "signature"]) ?? 0 >= 1)
        #expect(rise("cps_connections_total", ["listener": "public"]) ?? 0 >= 20)
        #expect(rise("cps_commit_requests_count", [:]) ?? 0 >= 20)
        #expect(rise("process_cpu_seconds_total", [:]) ?? 0 > 0)
        #expect(live.value("cps_passports_live") == 1)
        #expect(after.value("cps_epoch_number") == 1)
        #expect(after.value("cps_requests_total", ["outcome": "failed"]) == 0)
        #expect(after.value("cps_connections_open", ["listener": "metrics"]) ?? 0 >= 1)
        for storage in ["placements", "ledger"] {
            let used = try #require(live.value("cps_storage_used_bytes", ["storage": storage]))
            let limit = try #require(live.value("cps_storage_limit_bytes", ["storage": storage]))
            #expect(used >= 4096 && used < limit)
        }
        #expect(after.value("process_open_fds") ?? 0 > 10)
        #expect(after.value("process_resident_memory_bytes") ?? 0 > 1_000_000)
        let started = try #require(after.value("process_start_time_seconds"))
        #expect(abs(Date.now.timeIntervalSince1970 - started) < 600)

        // It names nobody.
        try AllowedMetrics.check(after)
        #expect(planted.count > 150)
        for secret in planted {
            #expect(!after.text.contains(secret), "the metrics hold \(secret)")
        }

        // What has expired is removed, and is not counted as living.
        try await eventually("nothing lives") { try await ExposedMetrics(of: server).value("cps_passports_live") == 0 }
        #expect(try await ExposedMetrics(of: server).value("cps_sweep_lag_seconds") ?? .infinity < 30)
    }

    @Test func standOnTheirOwnListenerAlone() async throws {
        let server = try RunningServer.current()
        #expect(try await server.ask(RawRequest("GET", "/metrics")).status == 404)
        let issuance = server.issuanceEndpoint(as: server.deployment.caller)
        let answer = try await RawConnection.open(to: issuance) { try await $0.exchange(RawRequest("GET", "/metrics")) }
        #expect(answer.status == 404)
        for path in ["/", "/health", "/metrics/", "/metrics?x=1", "/cps/00/ppts", "/.well-known/cps"] {
            #expect(try await server.askForMetrics(path).status == 404)
        }
        for method in ["POST", "DELETE", "PUT"] {
            #expect(try await server.askForMetrics(method: method).status == 405)
        }
        #expect(try await server.askForMetrics(method: "HEAD").text.isEmpty)
    }

    @Test func doNotGrowWithWhatStrangersSend() async throws {
        let server = try RunningServer.current()
        let before = try await ExposedMetrics(of: server).samples.count
        for number in 0..<40 {
            _ = try await server.ask(RawRequest("GET", "/of-my-own-\(number)", fields: [("user-agent", "\(number)")]))
            _ = try await server.ask(RawRequest("GET", "/problems/of-my-own-\(number)"))
            _ = try await server.ask(RawRequest("ODD\(number)", "/health"))
        }
        #expect(try await ExposedMetrics(of: server).samples.count == before)
    }

    /// What is counted of polls must not say whether something was there.
    @Test func riseAsMuchWhateverIsFound() async throws {
        let server = try RunningServer.current()
        let called = try Recipient()
        let token = try await server.token(as: Self.another(of: server))
        for _ in 0..<2 { #expect(try await server.ask(StoreOrder(to: called, with: token).request).status == 201) }
        var rises: [[String: Double]] = []
        var found: [Int] = []
        for recipient in [called, try Recipient()] {
            let before = try await Self.counts(of: server)
            found.append(try await server.live(for: recipient).count)
            for entries in [1, 16] { _ = try await server.poll(recipient.index, entries: entries) }
            _ = try await server.ask(.links(recipient.index, entries: 4))
            let after = try await Self.counts(of: server)
            rises.append(after.merging(before) { $0 - $1 }.filter { $0.value != 0 })
        }
        #expect(found[0] > found[1] && found[1] == 0)
        #expect(rises[0] == rises[1])
        #expect(rises[0].keys.contains { $0.contains("retrieve") })
    }

    /// Every counter of the service, by what its line says; times and the process are not counted.
    private static func counts(of server: RunningServer) async throws -> [String: Double] {
        let shown = try await ExposedMetrics(of: server)
        let counters = shown.samples.filter { sample in
            sample.name.hasPrefix("cps_") && (sample.name.hasSuffix("_total") || sample.name.hasSuffix("_count"))
                && sample.labels["listener"] != "metrics"
        }
        return Dictionary(
            uniqueKeysWithValues: counters.map { ("\($0.name) \($0.labels.sorted { $0.key < $1.key })", $0.value) })
    }

    /// A credential that has its whole quota.
    private static func another(of server: RunningServer) throws -> ClientIdentity {
        try server.deployment.stirAuthority.issueCaller(
            authorising: .nonCritical(try .oneNumber), validity: .days(1))
    }

    /// Bytes as a careless program might write them.
    private static func spellings(_ bytes: [UInt8]) -> [String] {
        let base64 = String(Data(bytes).base64EncodedString().prefix(20))
        let hex = bytes.prefix(12).map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
        return [base64, base64.replacing("+", with: "-").replacing("/", with: "_"), hex, hex.uppercased()]
    }

    /// Sends a request as far as it goes.
    ///
    /// - Returns: the client's address.
    private static func exchange(_ request: RawRequest, at server: RunningServer) async throws -> String {
        try await RawConnection.open(to: server.publicEndpoint) { connection in
            _ = try? await connection.exchange(request)
            return "127.0.0.1:\(connection.localPort)"
        }
    }
}

/// A service that is asked for more than it does at once.
@Suite(
    .served(
        "--metrics-enabled", "true", "--metrics-port", "0", "--limits-requests", "1", "--release-quantum", "200"),
    .timeLimit(.minutes(1)))
struct MetricsOfOverload {
    @Test func countWhatIsTurnedAway() async throws {
        let server = try RunningServer.current()
        let index = try Recipient().index
        var statuses: [Int] = []
        try await eventually("requests are turned away") {
            statuses += try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await server.poll(index, entries: 1).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            return statuses.contains(503)
        }
        let shown = try await ExposedMetrics(of: server)
        let turnedAway = Double(statuses.count { $0 == 503 })
        #expect(shown.value("cps_requests_shed_total", ["listener": "public"]) == turnedAway)
        // Who is turned away by the head alone has come to no route.
        #expect(
            shown.value("cps_requests_total", ["route": "retrieve", "outcome": "overloaded"]) ?? .infinity <= turnedAway
        )
        #expect(
            shown.value("cps_requests_total", ["route": "retrieve", "outcome": "ok"]) == Double(statuses.count)
                - turnedAway)
        #expect(shown.value("cps_requests_under_way", ["listener": "public"]) == 0)
        #expect(shown.value("cps_requests_under_way_limit", ["listener": "public"]) == 1)
        // Refusals leave at once: were they among the times, an overloaded service would look fast.
        #expect(
            shown.value("cps_request_duration_seconds_count", ["route": "retrieve"])
                == Double(statuses.count) - turnedAway)
        #expect(shown.value("cps_request_duration_seconds_bucket", ["route": "retrieve", "le": "0.1"]) == 0)
    }
}

/// A service that was not asked to show anything.
@Suite(.timeLimit(.minutes(1)))
struct UnwantedMetrics {
    @Test func areShownNowhere() async throws {
        try await Deployment.running([]) { server in
            let answer = try await server.ask(RawRequest("GET", "/metrics"))
            #expect(answer.status == 404)
            #expect(!server.process.output.contains("metrics"))
        }
    }

    @Test func areWarnedOfWhereOthersReachThem() async throws {
        let flags = ["--metrics-enabled", "true", "--metrics-port", "0"]
        try await Deployment.running(flags + ["--metrics-host", "0.0.0.0"]) { server in
            #expect(server.process.output.contains("WARNING: --metrics-host 0.0.0.0 is not a loopback address"))
        }
        try await Deployment.running(flags) { server in
            #expect(!server.process.output.contains("--metrics-host"))
        }
    }

    @Test func anAddressThatIsTakenIsNamed() async throws {
        try await Deployment.running(["--metrics-enabled", "true", "--metrics-port", "0"]) { server in
            let port = try await server.metricsPort()
            let other = try Deployment(["--metrics-enabled", "true", "--metrics-port", "\(port)"])
            defer { other.remove() }
            let (code, output) = try await Tool.run(BuiltProgram.cpsd, other.arguments)
            #expect(code == 1)
            #expect(output.contains("cpsd cannot go on: the metrics listener cannot listen on 127.0.0.1 port \(port)"))
            #expect(output.contains("(metrics.host, metrics.port)"))
        }
    }

    @Test func faultsOfTheirSettingsAreTold() async throws {
        try await Checking.expectFaults(
            ["--metrics-enabled", "true", "--metrics-port", "8443", "--public-port", "8443"],
            ["metrics.port: is that of public.port, but has to be another"])
        try await Checking.expectFaults(["--metrics-port", "70000"], ["metrics.port: is 70000"])
        try await Checking.expectFaults(["--log-format", "xml"], ["log.format: is 'xml', but has to be plain or json"])
    }
}
