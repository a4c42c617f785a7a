internal import Foundation
internal import UnixSignals

/// Ends work on Ctrl-C, on SIGTERM, and when it takes too long.
///
/// Work is cancelled, so that it can end the services that it started and remove their folders.
package struct Interruption: Sendable {
    /// How long cancelled work may take to tidy up.
    private static let tidying = Duration.seconds(60)

    private let limit: Duration

    /// Work may take so long.
    package init(limit: Duration) {
        self.limit = limit
    }

    /// Does the work.
    ///
    /// - Throws: ``Interrupted`` where it was ended, else what the work throws.
    package func ending<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                for await _ in signals { return nil }
                return nil
            }
            group.addTask { [limit] in
                try await Task.sleep(for: limit)
                return nil
            }
            let first = try await group.next() ?? nil
            group.cancelAll()
            if let first { return first }
            Terminal.say("Ending what runs...")
            let force = Task.detached {
                try await Task.sleep(for: Self.tidying)
                exit(130)
            }
            while await group.nextResult() != nil {}
            force.cancel()
            throw Interrupted()
        }
    }
}

/// The work was ended before it came to a result.
package struct Interrupted: Error {}
