extension Mutant {
    /// Services whose batches or links are made wrong.
    package static let sealing: [Mutant] = dummies + ephemerals + entries + positions + links
}
