internal import Synchronization

/// Work that is ready to be done, again and again.
public final class PreparedPath: Sendable {
    private let work: @Sendable (Int) async throws -> Void
    private let place: @Sendable (_ work: @Sendable () async throws -> Void) async throws -> Void
    private let finish: @Sendable () async throws -> Void
    private let next = Mutex(0)

    /// Takes the work, which is told its own number each time, where it is done, and what ends it.
    init(
        _ work: @escaping @Sendable (Int) async throws -> Void,
        at place: @escaping @Sendable (_ work: @Sendable () async throws -> Void) async throws -> Void = {
            try await $0()
        },
        finish: @escaping @Sendable () async throws -> Void = {}
    ) {
        self.work = work
        self.place = place
        self.finish = finish
    }

    /// Does it so many times, one after the other.
    public func run(_ times: Int) async throws {
        let first = next.withLock { next in
            defer { next += times }
            return next
        }
        try await place { [work] in
            for number in first..<first + times { try await work(number) }
        }
    }

    /// Closes and removes what was prepared.
    public func end() async throws {
        try await finish()
    }
}
