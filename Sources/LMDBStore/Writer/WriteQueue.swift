import Dispatch
import Synchronization

/// Lets requests wait while the one writer is busy, and hands it all that have come together meanwhile.
///
/// The more come at once, the more share one sync of the disk: nobody waits for company, and nobody is held up by more
/// than the group before.
final class WriteQueue: Sendable {
    private struct Waiting {
        var jobs: [WriteJob] = []
        var isWriting = false
    }

    private let waiting = Mutex(Waiting())
    private let groupSize: Int
    private let metrics: StorageMetrics
    /// The writer: one piece of work after another, each on one thread from its start to its end, as LMDB demands of
    /// a write transaction. Syncs of the disk block this queue and not the threads of Swift's tasks.
    private let writer = DispatchQueue(label: "cps.storage.writer")

    /// A queue that hands over at most `groupSize` jobs at a time.
    init(groupSize: Int, metrics: StorageMetrics) {
        self.groupSize = max(1, groupSize)
        self.metrics = metrics
    }

    /// Adds a job. The storage is held only as long as jobs wait.
    func submit(_ job: WriteJob, to storage: OpenStorage) {
        let mustStart = waiting.withLock { waiting in
            waiting.jobs.append(job)
            defer { waiting.isWriting = true }
            return !waiting.isWriting
        }
        if mustStart { writer.async { self.write(to: storage) } }
    }

    private func write(to storage: OpenStorage) {
        while let jobs = nextGroup() {
            if let first = jobs.first, !first.isCounting {
                Maintenance(storage: storage).perform(first)
            } else {
                let start = ContinuousClock.now
                CountingGroup(storage: storage).perform(jobs)
                metrics.countGroup(of: jobs.count, since: start)
            }
        }
    }

    /// The jobs at the front that may share a commit, or the one that may not; `nil` when none waits.
    private func nextGroup() -> [WriteJob]? {
        waiting.withLock { waiting in
            guard let first = waiting.jobs.first else {
                waiting.isWriting = false
                return nil
            }
            let group = first.isCounting ? waiting.jobs.prefix(groupSize).prefix(while: \.isCounting) : [first]
            // Into memory of their own: an array that only gets shorter keeps what stood at its end, indexes included,
            // until something else comes to stand there.
            waiting.jobs = Array(waiting.jobs.dropFirst(group.count))
            return Array(group)
        }
    }
}
