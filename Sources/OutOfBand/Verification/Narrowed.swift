/// What a step of RFC 8816 section 8.2 leaves of a set, and what fell out of it.
struct Narrowed<Kept: Sendable>: Sendable {
    var kept: [Kept] = []
    var fallen: [FallenPassport] = []
}
