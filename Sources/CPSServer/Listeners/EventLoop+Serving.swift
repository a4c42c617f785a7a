internal import CallPlacement
package import NIOCore

extension EventLoop {
    /// Does the work of a connection as it is done for every connection of this loop: on the loop, and with the loop's
    /// timers to hold back answers.
    package func serving<Outcome: Sendable>(_ work: () async -> Outcome) async -> Outcome {
        await AnswerTimers.$current.withValue(LoopTimer(loop: self)) {
            await withTaskExecutorPreference(LoopExecutor(self)) { await work() }
        }
    }
}
