internal import ArgumentParser
internal import CCounting
internal import Dispatch
internal import HotPaths
internal import Synchronization

/// `ceilings count`: does the work of one hot path, in a process that valgrind can watch.
struct Count: ParsableCommand {
    static let configuration = CommandConfiguration(shouldDisplay: false)

    /// What stands before the number of allocations in the output.
    static let allocationsWord = "allocations "
    /// Turns that are not counted: what is made at the first use, and kept, is no cost of the work.
    private static let warmUp = 3

    @Argument(help: "The path's place in the list of all.")
    var position: Int

    @Option(help: "Allocations that are made in each turn beside the path's own.")
    var more = 0

    func run() throws {
        guard counting_is_active(), counting_knows_valgrind() else {
            throw ValidationError(
                "This program was built without what it takes to count: glibc and valgrind's headers.")
        }
        guard HotPath.all.indices.contains(position) else { throw ValidationError("There is no such path.") }
        let path = HotPath.all[position]
        print(Self.allocationsWord + "\(try Self.waiting { try await Self.allocations(of: path, and: more) })")
    }

    private static func allocations(of path: HotPath, and more: Int) async throws -> UInt64 {
        let prepared = try await path.prepared(for: .underValgrind(count: warmUp + path.repetitions))
        try await prepared.run(warmUp)
        counting_begin()
        try await prepared.run(path.repetitions)
        counting_allocate(UInt64(more * path.repetitions))
        let allocations = counting_end()
        try await prepared.end()
        return allocations
    }

    /// Does work on other threads, while this one waits for it in the plainest way there is: how an asynchronous `main`
    /// waits ends valgrind 3.19, which writes into the signal mask that it waits with.
    private static func waiting(for work: @escaping @Sendable () async throws -> UInt64) throws -> UInt64 {
        let done = DispatchSemaphore(value: 0)
        let outcome = Outcome()
        Task {
            do {
                let value = try await work()
                outcome.result.withLock { $0 = .success(value) }
            } catch {
                outcome.result.withLock { $0 = .failure(error) }
            }
            done.signal()
        }
        done.wait()
        return try outcome.result.withLock { $0 }.get()
    }
}

/// What came of work that somebody waits for.
private final class Outcome: Sendable {
    let result = Mutex<Result<UInt64, any Error>>(.failure(CancellationError()))
}
