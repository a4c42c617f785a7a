public import KeyDirectory
public import STIR

/// What was found for a number.
public struct KeyLookUp: Sendable {
    /// What may be believed, in the order of `VerifiedKeyBinding.chosen(_:for:)`.
    public let bindings: [VerifiedKeyBinding]
    /// Why others that claim the number are not.
    public let refusals: [KeyBindingRefusal]
    /// How many could not be read at all, whosever they are: made by a newer program, or damaged.
    public let unreadable: Int

    /// Picks those for a number out of many, such as a whole directory that was fetched ahead of time, and verifies them.
    public init(
        _ number: TelephoneNumber, among texts: [String], verifier: KeyBindingVerifier, at now: Int64
    ) async {
        var (found, refusals, unreadable) = ([VerifiedKeyBinding](), [KeyBindingRefusal](), 0)
        for text in texts {
            guard let binding = try? UnverifiedKeyBinding(text) else {
                unreadable += 1
                continue
            }
            guard binding.claimed.names(number) else { continue }
            switch await verifier.verify(binding, at: now) {
            case .valid(let verified): found.append(verified)
            case .refused(let refusal): refusals.append(refusal)
            }
        }
        self.bindings = VerifiedKeyBinding.chosen(found, for: number)
        self.refusals = refusals
        self.unreadable = unreadable
    }
}
