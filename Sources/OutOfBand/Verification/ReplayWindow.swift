internal import Crypto
internal import STIR
internal import Synchronization

/// Remembers which PASSporT vouched for which call, for as long as a PASSporT is fresh (RFC 8816 section 7.4,
/// RFC 8224 section 12.1): one that comes back for another call was copied.
public final class ReplayWindow: Sendable {
    /// The most PASSporTs and calls that are remembered; beyond, the oldest are forgotten.
    public static let mostRemembered = 65_536

    private struct Memory {
        /// The call that each PASSporT vouched for, and until when that matters.
        var calls: [[UInt8]: (call: String, until: Int64)] = [:]
        /// The PASSporTs in the order in which they are forgotten.
        var order: [(until: Int64, passport: [UInt8])] = []
        var first = 0
    }

    private let seconds: Int64
    private let memory = Mutex(Memory())

    /// Remembers for so many seconds: twice the window of freshness, since "iat" may lie ahead as well.
    public init(seconds: UInt16) {
        self.seconds = Int64(seconds)
    }

    /// Takes a PASSporT for a call: `true` for the first call, and for the same one again.
    ///
    /// Asking and remembering are one step, so that of many calls at once one alone is the first.
    func claim(_ passport: [UInt8], for call: String, at now: Int64) -> Bool {
        memory.withLock { memory in
            while memory.first < memory.order.count,
                memory.order[memory.first].until < now || memory.calls.count >= Self.mostRemembered
            {
                memory.calls[memory.order[memory.first].passport] = nil
                memory.first += 1
            }
            if memory.first > 1024, memory.first * 2 > memory.order.count {
                memory.order.removeFirst(memory.first)
                memory.first = 0
            }
            if let known = memory.calls[passport] { return known.call == call }
            memory.calls[passport] = (call, now + seconds)
            memory.order.append((now + seconds, passport))
            return true
        }
    }
}
