extension Mutant {
    /// Every service that is broken on purpose.
    package static let all: [Mutant] = [
        sealing
    ].flatMap { $0 }
}
