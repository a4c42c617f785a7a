internal import NIOCore

/// Runs the tasks of a connection on the connection's own event loop.
///
/// Otherwise every request is handed to another thread and back, which costs more than most requests themselves. What
/// takes long must not run here: it would hold up every connection of the loop.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
