extension Mutant {
    /// Every mutant, theme by theme.
    package static let all: [Mutant] =
        [unharmed]
        + issuingMutants
        + answerMutants
        + remainsMutants

    /// No mutant at all: the service as it is, for attacks on whoever serves mutants.
    package static let unharmed = Mutant("unharmed", "nothing is broken", breaks: [])

    /// The one of a name.
    package static func named(_ name: String) -> Mutant? { all.first { $0.name == name } }
}
