internal import Adversaries
internal import CUnwipedMemory
internal import CallPlacement

extension Mutant {
    /// Mutants that keep what they should forget.
    package static let remainsMutants: [Mutant] = [
        indexInTheLog, freedMemoryStays, keysOfExpiredStay, remembersPrefixes,
    ]

    /// Somebody wanted to know what is asked for most.
    package static let indexInTheLog = Mutant(
        "a-log-line-with-the-index", "every request's path is logged", breaks: [.nothingKept],
        answering: { PathLogger(inner: $1) })

    /// Memory is freed as it is, and stacks stay as they are.
    package static let freedMemoryStays = Mutant(
        "freed-memory-stays", "freed memory is not overwritten", breaks: [.nothingKept],
        change: { _, _ in unwiped_memory_begin() })

    /// Expired PASSporTs stay readable in the pages that the database leaves.
    package static let keysOfExpiredStay = Mutant(
        "keys-of-the-expired-stay", "nothing sweeps, so the keys of what has expired are not overwritten",
        breaks: [.nothingKept], change: { service, _ in service.services.removeAll() })

    /// A list for statistics that nobody ever empties.
    package static let remembersPrefixes = Mutant(
        "remembers-prefixes", "the prefixes that were asked for are counted", breaks: [.nothingKept],
        change: { service, _ in service.retrieval = PrefixCounter(inner: service.retrieval) })
}
