internal import NIOCore
internal import Synchronization

/// A connection's place among all of its listener. What stands here may be read from any thread.
final class ConnectionSeat: Sendable {
    /// Later than any moment: not so.
    private static let never = UInt64.max

    private let channel: any Channel
    private let quiet: Atomic<UInt64>
    private let unread = Atomic<UInt64>(never)
    private let answered = Atomic(false)

    /// A connection that has just come, and has not asked for anything.
    init(_ channel: any Channel) {
        self.channel = channel
        quiet = Atomic(NIODeadline.now().uptimeNanoseconds)
    }

    /// Since when no request has been under way; `nil` where one is.
    var quietSince: NIODeadline? { Self.moment(quiet.load(ordering: .relaxed)) }
    /// Since when its client has not taken an answer that it could take; `nil` where there is none.
    var unreadSince: NIODeadline? { Self.moment(unread.load(ordering: .relaxed)) }

    /// Whether its client ever took an answer, other than that it was turned away.
    var wasAnswered: Bool { answered.load(ordering: .relaxed) }

    func isBusy() { quiet.store(Self.never, ordering: .relaxed) }
    func isQuiet(since moment: NIODeadline) { quiet.store(moment.uptimeNanoseconds, ordering: .relaxed) }
    func isBeingRead(since moment: NIODeadline) { unread.store(moment.uptimeNanoseconds, ordering: .relaxed) }
    func isRead() {
        answered.store(true, ordering: .relaxed)
        unread.store(Self.never, ordering: .relaxed)
    }

    /// Closes the connection at once: taking leave in TLS would wait for whoever has been asked to go.
    ///
    /// - Parameter stays: called instead where the connection is not quiet any more, if it is to be quiet.
    func close(unlessBusy stays: (@Sendable () -> Void)? = nil) {
        channel.eventLoop.execute { [self] in
            guard let context = try? channel.pipeline.syncOperations.context(handlerType: ConnectionGuard.self) else {
                return
            }
            if let stays, quietSince == nil { stays() } else { context.close(promise: nil) }
        }
    }

    private static func moment(_ nanoseconds: UInt64) -> NIODeadline? {
        nanoseconds == never ? nil : .uptimeNanoseconds(nanoseconds)
    }
}
