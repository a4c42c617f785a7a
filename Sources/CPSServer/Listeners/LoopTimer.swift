internal import CallPlacement
internal import NIOCore

/// Waits on an event loop.
struct LoopTimer: AnswerTimer {
    let loop: any EventLoop

    func wait(until moment: ContinuousClock.Instant) async {
        let left = ContinuousClock.now.duration(to: moment)
        guard left > .zero else { return }
        await withCheckedContinuation { (reply: CheckedContinuation<Void, Never>) in
            // Goes on at its moment also where the one who asked has gone: it is tens of milliseconds.
            loop.scheduleTask(in: TimeAmount(left)) { reply.resume() }
        }
    }
}
