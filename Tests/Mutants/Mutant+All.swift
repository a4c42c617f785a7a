extension Mutant {
    /// Every service that is broken on purpose, theme by theme.
    package static let all: [Mutant] = [
        sealing,
        issuingMutants,
        answerMutants,
        timingMutants,
        remainsMutants,
    ].flatMap { $0 }

    /// No mutant at all: the service as it is, for attacks on whoever serves mutants.
    package static let unharmed = Mutant("unharmed", "nothing is broken", breaks: [])

    /// The one of a name.
    package static func named(_ name: String) -> Mutant? { ([unharmed] + all).first { $0.name == name } }
}
