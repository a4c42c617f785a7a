extension Measurement {
    /// Whole requests over TLS, HTTP/1.1 keep-alive, the release quantum on.
    package static let requests: [Measurement] = [
        Measurement("polls") { try await [PollPath.measured()] },
        Measurement("polls-live") { try await RequestPair.running { try await [LivePollPath(pair: $0).measured()] } },
        Measurement("stores") { try await RequestPair.running { try await [StoreRequestPath(pair: $0).measured()] } },
        Measurement("calls") { try await RequestPair.running { try await CallPath(pair: $0).measured() } },
        Measurement("sustained") { try await SustainedRun(minutes: SustainedRun.minutes).measured() },
    ]
}
