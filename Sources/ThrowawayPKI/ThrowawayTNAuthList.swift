public import STIR

/// How a throwaway certificate carries its TN Authorization List. Never for production.
public enum ThrowawayTNAuthList: Sendable {
    /// As RFC 8226 section 9 has it.
    case nonCritical(TNAuthorizationList)
    /// Marked critical, as some issuers do.
    case critical(TNAuthorizationList)
    /// Not at all: the certificate is not a STIR certificate.
    case absent
    /// The extension with these bytes, which need not be a list.
    case raw([UInt8])
}
