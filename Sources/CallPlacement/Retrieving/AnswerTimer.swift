/// Waits for the moment at which an answer leaves.
///
/// Whoever serves connections binds one that goes by the thread from which the answer leaves: then nothing has to be
/// handed from thread to thread when the moment has come.
package protocol AnswerTimer: Sendable {
    /// Waits until a moment; it may end early where the one who asked has gone.
    func wait(until moment: ContinuousClock.Instant) async
}

/// The timer of the task that answers.
package enum AnswerTimers {
    /// Where nobody binds another one, that of the concurrency library.
    @TaskLocal package static var current: any AnswerTimer = TaskTimer()
}

/// Sleeps as tasks do.
private struct TaskTimer: AnswerTimer {
    func wait(until moment: ContinuousClock.Instant) async {
        // A cancelled wait means that the one who asked has gone: nobody sees the answer leave early.
        try? await Task.sleep(until: moment, tolerance: .zero, clock: .continuous)
    }
}
