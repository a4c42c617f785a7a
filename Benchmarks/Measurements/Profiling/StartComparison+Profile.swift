internal import Figures
internal import ServiceHarness

extension StartComparison {
    /// Where the processor time of a start goes, until the first answer, with nothing stored and with so many live.
    static func profile(count: Int) async throws -> ProfileTable {
        try await using { comparison in
            let perf = try await Perf.found(recordingIn: comparison.deployment.folder)
            let empty = try await comparison.samples(perf)
            try await comparison.plant(count)
            let full = try await comparison.samples(perf)
            let columns = [("\(Wording.grouped(count)) live", full), ("nothing stored", empty)].map { name, samples in
                ProfileTable.Column(
                    name, samples, each: Double(samples.total) / Double(profiledStarts * samplesPerSecond) * 1000,
                    unit: "ms")
            }
            return ProfileTable(
                "From the start of the process to its first answer, the mean of \(profiledStarts) starts", columns,
                notes: ["processor time of all threads, which is not the time that passes"])
        }
    }

    private func samples(_ perf: Perf) async throws -> Samples {
        var samples = Samples()
        for start in 0..<Self.profiledStarts {
            let recording = try perf.start(
                BuiltProgram.cpsd, deployment.arguments, perSecond: Self.samplesPerSecond)
            do {
                try await firstAnswer(of: recording.process, under: String(start % 16, radix: 16))
            } catch {
                _ = try? await recording.end()
                throw error
            }
            samples.add(try await recording.end())
        }
        return samples
    }

    private static let profiledStarts = 5
    private static let samplesPerSecond = 1999
}
