internal import HotPaths

/// How much more than its ceiling a path may cost: what is counted differs a little from run to run.
struct Tolerance {
    /// As a part of the instructions.
    let instructions: Double
    /// Allocations.
    let allocations: Double

    /// Work on one thread is repeated to 1 part in 100: what differs is the random numbers that it draws.
    static let oneThread = Tolerance(instructions: 0.02, allocations: 0.2)
    /// Where work passes from thread to thread, one is sometimes woken and sometimes finds its work by itself: runs
    /// of the same program differed by 2.4 parts in 100, and by 1.3 allocations.
    static let manyThreads = Tolerance(instructions: 0.04, allocations: 2)

    /// That of the paths of a group.
    static func of(_ group: HotPath.Group) -> Tolerance {
        switch group {
        case .sealing, .blindTokens: oneThread
        case .lmdbStore, .requests: manyThreads
        }
    }
}
