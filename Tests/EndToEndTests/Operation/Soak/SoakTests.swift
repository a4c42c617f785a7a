import ServiceHarness
import Soaking
import Testing

/// What `Scripts/soak` does, for some seconds, and how it judges.
@Suite(.inTurn, .timeLimit(.minutes(2)))
struct Soaks {
    @Test func someSecondsFailInNothing() async throws {
        let soak = Soak(for: .seconds(12), sampledEvery: .milliseconds(500), within: .short)
        let result = try await soak.run()
        #expect(result.tally.failureCount == 0, "\(result.tally.failures)")
        #expect(result.eventFailures.isEmpty, "\(result.eventFailures)")
        #expect(result.tally.stores > 20 && result.tally.polls > 20, "\(result.tally.text)")
        #expect(result.events.count == 3 && result.epochs >= 2)
        #expect(result.verdict.lines.count == 5)
        #expect(result.verdict.isFlat, "\(result.verdict.lines.map(\.text))")
    }

    @Test func whatGrowsIsNotFlat() {
        let flat = ProcessSample(
            resident: 100 << 20, placements: 8 << 20, ledger: 1 << 20, descriptors: 40, threads: 12)
        let samples = Array(repeating: flat, count: 30)
        #expect(SoakVerdict(samples, within: .usual).isFlat)
        for (name, growth) in [
            ("resident memory", \ProcessSample.resident), ("the placements folder", \.placements),
            ("the ledger folder", \.ledger),
        ] {
            // A steady growth of 20 MiB from the beginning to the end.
            let growing = samples.enumerated().map { number, sample in
                var sample = sample
                sample[keyPath: growth] += number * (20 << 20) / 30
                return sample
            }
            let grown = SoakVerdict(growing, within: .usual).lines.filter { !$0.isFlat }.map(\.name)
            #expect(grown == (name == "resident memory" ? [] : [name]))
            let faster = growing.enumerated().map { number, sample in
                var sample = sample
                sample[keyPath: growth] += number * (40 << 20) / 30
                return sample
            }
            #expect(SoakVerdict(faster, within: .usual).lines.filter { !$0.isFlat }.map(\.name) == [name])
        }
        for (name, growth) in [("open descriptors", \ProcessSample.descriptors), ("threads", \.threads)] {
            let growing = samples.enumerated().map { number, sample in
                var sample = sample
                sample[keyPath: growth] += number * 2
                return sample
            }
            #expect(SoakVerdict(growing, within: .usual).lines.filter { !$0.isFlat }.map(\.name) == [name])
        }
        #expect(!SoakVerdict(Array(samples.prefix(2)), within: .usual).isFlat)
    }
}
