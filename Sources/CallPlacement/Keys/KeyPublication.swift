public import KeyDirectory

/// What became of a binding or a withdrawal that was sent.
public enum KeyPublication: Hashable, Sendable {
    /// It is kept, on disk, and will be given from now on; or it was before.
    case accepted
    /// It is not, and nothing was changed.
    case refused(KeyPublicationRefusal)
}

/// Why a binding or a withdrawal was not taken.
public enum KeyPublicationRefusal: Hashable, Sendable {
    /// Its form is wrong.
    case malformed(KeyBindingError)
    /// It is not to be believed.
    case notBelieved(KeyBindingRefusal)
    /// It was signed with another key than that of the credential which sends it.
    case signedByAnother
    /// One with the same or a higher sequence was taken before.
    case outdated
    /// The credential has sent as many as it may in this epoch.
    case quotaUsedUp
    /// The signer has as many bindings as it may have.
    case tooMany
    /// There are as many bindings for one of the numbers as one issuer's signers may have.
    case tooManyForNumber
}
