extension Mutant {
    /// Every mutant, theme by theme.
    package static let all: [Mutant] =
        []
}
