import Dispatch
import Foundation
import LoadGeneration

/// Says on standard error how far a run is, and ends it cleanly when it is interrupted.
struct LoadWatch {
    let isShown: Bool

    /// Says what is being made before the clock starts.
    func tell(_ stage: LoadPreparation.Stage) {
        guard isShown else { return }
        switch stage {
        case .gettingTokens(let count): Output.warn("cps: getting \(count) tokens")
        case .sealing(let count): if count > 0 { Output.warn("cps: sealing \(count) PASSporTs") }
        case .signing(let count): if count > 0 { Output.warn("cps: signing \(count) stores") }
        }
    }

    /// Does the work. The first interruption ends the run early, the second the program.
    func watching<Value: Sendable>(_ run: LoadRun, _ work: () async throws -> Value) async throws -> Value {
        signal(SIGINT, SIG_IGN)
        let interruptions = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        interruptions.setEventHandler {
            signal(SIGINT, SIG_DFL)
            run.interrupt()
        }
        interruptions.activate()
        defer { interruptions.cancel() }
        let telling = isShown ? Task { try await Self.tellEverySecond(of: run) } : nil
        defer { telling?.cancel() }
        return try await work()
    }

    private static func tellEverySecond(of run: LoadRun) async throws {
        var before = LoadProgress.none
        for second in 1... {
            try await Task.sleep(for: .seconds(1))
            let now = run.progress
            let megabytes = Double(now.byteCount - before.byteCount) / 1e6
            Output.warn(
                "cps: \(second) s: begun \(now.begun), answered \(now.answered) (+\(now.answered - before.answered), "
                    + String(format: "%.1f MB", megabytes) + "), waiting \(now.waiting), failed \(now.failed)")
            before = now
        }
    }
}
