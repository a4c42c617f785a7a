internal import Foundation
internal import Glibc
internal import Synchronization

/// Threads for the part of a retrieval that costs more where somebody is called.
///
/// On the threads that everything shares, this work would hold up the timers of answers: who polls a crowded prefix on
/// one connection would see it in the times of another one. So it has threads of its own, some steps below everything else in
/// the process: no answer waits for them, and where the machine has no time for them, PASSporTs are found a poll later.
package final class RetrievalWorkers: Sendable {
    private let jobs = JobQueue()

    /// Starts threads that live as long as this does.
    ///
    /// - Parameter niceness: by how many steps their priority is below that of the process.
    package init(count: Int, niceness: Int32 = 10) {
        for number in 0..<max(1, count) {
            let thread = Thread { [jobs] in
                // Of this thread alone, counted from that of the process. Refused by no system: it is less than before.
                let own = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
                _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, own + niceness)
                while let job = jobs.next() { job() }
            }
            thread.name = "retrieval-\(number)"
            thread.start()
        }
    }

    deinit {
        jobs.close()
    }

    /// Has work done on one of the threads, in order of arrival.
    func add(_ job: @escaping @Sendable () -> Void) {
        jobs.add(job)
    }
}

/// Jobs that wait for a thread.
private final class JobQueue: Sendable {
    private let jobs: Mutex<[@Sendable () -> Void]> = Mutex([])
    /// One for each job that waits, and one more once the queue is closed.
    private let signals = DispatchSemaphore(value: 0)

    func add(_ job: @escaping @Sendable () -> Void) {
        jobs.withLock { $0.append(job) }
        signals.signal()
    }

    /// Waits for a job; `nil` once the queue is closed and empty.
    func next() -> (@Sendable () -> Void)? {
        signals.wait()
        let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        // A signal without a job is that of the end: it is passed on, so that every thread sees it.
        if job == nil { signals.signal() }
        return job
    }

    func close() {
        signals.signal()
    }
}
