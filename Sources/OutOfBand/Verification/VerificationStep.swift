/// The steps of RFC 8816 section 8.2, in their order, and what comes after them.
public enum VerificationStep: Int, Hashable, Sendable, CaseIterable, Comparable {
    /// Contact the Call Placement Service, and decrypt.
    case retrieval = 1
    /// Keep the PASSporTs whose "ppt" is supported.
    case extensions = 2
    /// Keep those whose "orig" is the calling party, and whose "dest" is the called one.
    case parties = 3
    /// Keep those whose signer's credentials are valid and trusted.
    case credentials = 4
    /// Keep those whose "iat" is fresh.
    case freshness = 5
    /// Keep those whose signature is valid.
    case signature = 6
    /// Keep those that have not vouched for another call already (section 7.4).
    case replay = 7

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
