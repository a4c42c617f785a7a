extension Mutant {
    /// Every service that is broken on purpose, theme by theme.
    package static let all: [Mutant] = [
        sealing
    ].flatMap { $0 }
}
