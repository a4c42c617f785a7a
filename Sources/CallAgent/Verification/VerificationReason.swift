internal import OutOfBand

/// The reason that goes with a verification that did not pass: a SIP response code with its phrase (RFC 8224 section
/// 6.2.2), as ATIS-1000082 repeats it.
struct VerificationReason: Hashable {
    let code: Int64
    let phrase: String

    private init(_ code: Int64, _ phrase: String) {
        self.code = code
        self.phrase = phrase
    }

    static let staleDate = Self(403, "Stale Date")
    static let useIdentityHeader = Self(428, "Use Identity Header")
    static let unsupportedCredential = Self(437, "Unsupported Credential")
    static let invalidIdentityHeader = Self(438, "Invalid Identity Header")
    /// Not of RFC 8224: there was no time.
    static let timeout = Self(504, "Server Time-out")

    /// The reason for what fell out at a step; that there is nothing at all where none did.
    init(_ step: VerificationStep?) {
        switch step {
        case nil: self = .useIdentityHeader
        case .freshness?: self = .staleDate
        case .credentials?: self = .unsupportedCredential
        case .retrieval?, .extensions?, .parties?, .signature?, .replay?: self = .invalidIdentityHeader
        }
    }
}
