package import BlindTokens
package import ServiceHarness

/// One flood of a running service, with honest clients beside it.
package struct FloodTrial: Sendable {
    /// What is promised of every flood.
    package struct Promise: Sendable {
        /// Milliseconds that 99 of 100 good answers to honest clients come within.
        package var p99: Double
        /// The share of honest requests that are answered well.
        package var goodShare: Double
        /// Seconds from the end of a flood to the next good answer.
        package var recovery: Double

        /// A promise as given.
        package init(p99: Double, goodShare: Double, recovery: Double) {
            self.p99 = p99
            self.goodShare = goodShare
            self.recovery = recovery
        }
    }

    /// What became of it.
    package struct Result: Sendable {
        package let name: String
        package let connections: Int
        package let counts: FloodTally.Counts
        package let experience: HonestClients.Experience
        /// Of the service, before and at most while it lasted.
        package let megabytesBefore: Int
        package let megabytesMost: Int
        package let megabytesAllowed: Int
        /// Whether the service was to end such connections by itself.
        package let isToBeEnded: Bool
        package let descriptors: Int
        /// Seconds from the end of the flood to a good answer on a new connection.
        package let recovery: Double

        /// What is not as promised, in words.
        package func faults(_ promise: Promise) -> [String] {
            var faults: [String] = []
            if counts.made < connections * 19 / 20 {
                faults.append("\(name): the flooder got but \(counts.made) of \(connections) connections")
            }
            if isToBeEnded, counts.ended == 0 { faults.append("\(name): no such connection was ended") }
            if experience.latencies.isEmpty { faults.append("\(name): no honest client was answered") }
            if experience.percentile(99) > promise.p99 {
                faults.append("\(name): p99 of \(experience.percentile(99)) ms, promised \(promise.p99)")
            }
            if experience.goodShare < promise.goodShare {
                faults.append("\(name): \(experience.goodShare) of the honest answered, promised \(promise.goodShare)")
            }
            if megabytesMost - megabytesBefore > megabytesAllowed {
                faults.append("\(name): grew by \(megabytesMost - megabytesBefore) MB, promised \(megabytesAllowed)")
            }
            if recovery > promise.recovery {
                faults.append("\(name): recovered in \(recovery) s, promised \(promise.recovery)")
            }
            return faults
        }
    }

    /// How long the flooder may take to make its connections.
    private static let making = Duration.seconds(30)
    /// How much longer than it should a flood may last until honest clients were answered.
    private static let patience = Duration.seconds(15)

    private let server: RunningServer
    private let duration: Duration
    private let pollers: Int

    /// Trials of a service.
    package init(_ server: RunningServer, lasting duration: Duration, pollers: Int) {
        self.server = server
        self.duration = duration
        self.pollers = pollers
    }

    /// Floods it.
    package func run(_ flood: Flood, tokens: [HeldToken]) async throws -> Result {
        guard let identifier = server.process.identifier else { throw HarnessError.noDeployment }
        let before = ProcessWatch.megabytes(of: identifier)
        let watch = ProcessWatch(identifier)
        let honest = HonestClients(server, polls: pollers, tokens: tokens)
        let run = try FloodRun(flood, of: server.publicEndpoint)
        let opening = ContinuousClock.now
        while run.tally.now.made < flood.connections, opening.duration(to: .now) < Self.making {
            try await Task.sleep(for: .milliseconds(20))
        }
        // From here on it has its size.
        let begin = ContinuousClock.now
        try await Task.sleep(for: duration)
        // On a slow machine a short flood is over before it has begun, or before anybody was answered, and shows nothing.
        while honest.answered < pollers || !hasShown(flood, run.tally.now),
            begin.duration(to: .now) < duration + Self.patience
        {
            try await Task.sleep(for: .milliseconds(50))
        }
        let counts = run.tally.now
        let experience = await honest.end()
        await run.end()
        let end = ContinuousClock.now
        var isAnswered = false
        while !isAnswered, end.duration(to: .now) < .seconds(60) {
            isAnswered = try await isAnsweredNow()
        }
        let recovery = isAnswered ? end.duration(to: .now) / .seconds(1) : .infinity
        watch.end()
        return Result(
            name: flood.name, connections: flood.connections, counts: counts, experience: experience,
            megabytesBefore: before, megabytesMost: watch.megabytes, megabytesAllowed: flood.megabytes,
            isToBeEnded: flood.isToBeEnded,
            descriptors: watch.descriptors, recovery: recovery)
    }

    private func hasShown(_ flood: Flood, _ counts: FloodTally.Counts) -> Bool {
        counts.made > 0 && (counts.ended > 0 || !flood.isToBeEnded)
    }

    private func isAnsweredNow() async throws -> Bool {
        let index = try Recipient().index
        guard let answer = try? await server.poll(index, entries: 16), answer.status == 200 else {
            try await Task.sleep(for: .milliseconds(20))
            return false
        }
        return true
    }
}
