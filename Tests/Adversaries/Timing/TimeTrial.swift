package import ServiceHarness

/// A running service with a crowd under one prefix, for attacks that look at time.
package enum TimeTrial {
    /// Starts a service, fills the prefix, attacks, and ends the service.
    ///
    /// - Parameters:
    ///   - live: recipients under the crowded prefix.
    ///   - flags: settings beside those that keep the crowd alive for as long as the attack lasts.
    package static func run(
        _ program: ServedProgram, live: Int, flags: [String] = [],
        _ attack: (RunningServer, CrowdedPrefix) async throws -> Evidence
    ) async throws -> Evidence {
        var evidence = Evidence()
        let lasting = ["--passport-lifetime", "3600", "--passport-longer-lifetime", "true"]
        try await Deployment.running(lasting + flags, program) { server in
            let prefix = try await CrowdedPrefix.fill(server, recipients: live)
            evidence = try await attack(server, prefix)
        }
        return evidence
    }
}
