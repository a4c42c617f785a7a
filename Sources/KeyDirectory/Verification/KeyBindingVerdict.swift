/// What a ``KeyBindingVerifier`` decided about a binding.
public enum KeyBindingVerdict: Sendable {
    /// It may be believed.
    case valid(VerifiedKeyBinding)
    /// It may not, and why.
    case refused(KeyBindingRefusal)
}

/// What a ``KeyBindingVerifier`` decided about a withdrawal.
public enum KeyWithdrawalVerdict: Sendable {
    /// It may be believed.
    case valid(VerifiedKeyWithdrawal)
    /// It may not, and why.
    case refused(KeyBindingRefusal)
}
