/// How calls are signed.
package struct SigningPolicy: Hashable, Sendable {
    /// What is answered for a call whose PASSporT is not stored, or not in time.
    package enum NotStored: String, CaseIterable, Sendable {
        /// The signed Identity, with the remark that it is not stored.
        case answer
        /// A refusal.
        case refuse
    }

    /// Whether PASSporTs are stored; `false` for a network that signs in band only.
    package let isOutOfBand: Bool
    /// What is answered where that fails.
    package let notStored: NotStored

    /// A policy.
    package init(isOutOfBand: Bool = true, notStored: NotStored = .answer) {
        self.isOutOfBand = isOutOfBand
        self.notStored = notStored
    }
}
