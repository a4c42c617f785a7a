internal import CallPlacement
internal import NIOCore

/// Waits on an event loop.
struct LoopTimer: AnswerTimer {
    let loop: any EventLoop

    func wait(until moment: ContinuousClock.Instant) async {
        let left = ContinuousClock.now.duration(to: moment)
        guard left > .zero else { return }
        await withCheckedContinuation { (reply: CheckedContinuation<Void, Never>) in
            // Waits also where the one who asked has gone. Where the loop is shut down meanwhile, it ends at once.
            loop.scheduleTask(in: TimeAmount(left)) {}.futureResult.whenComplete { _ in reply.resume() }
        }
    }
}
