public import STIR

extension CertificatesUnavailable {
    init(_ failure: FetchFailure) {
        self.init(code: failure.rawValue, message: "the signer's certificates: " + failure.sentence)
    }

    /// "x5u" is not a URL that can be taken apart without doubt.
    public static let malformedAddress = Self(.malformedAddress)
    /// "x5u" is something other than `https`, such as `http` or `file`.
    public static let notHTTPS = Self(.notHTTPS)
    /// "x5u" has a user name, with or without a password.
    public static let userInformation = Self(.userInformation)
    /// "x5u" names a port that is not among ``FetchRules/ports``.
    public static let portNotPermitted = Self(.portNotPermitted)
    /// The server's name has no address.
    public static let unknownHost = Self(.unknownHost)
    /// All addresses of the server are private or special.
    public static let privateAddress = Self(.privateAddress)
    /// No address of the server takes a connection.
    public static let unreachable = Self(.unreachable)
    /// The server's TLS certificate is not of a trusted authority, not for its name, or not in force.
    public static let untrustedServer = Self(.untrustedServer)
    /// It took longer than ``FetchRules/totalTime``.
    public static let tooSlow = Self(.tooSlow)
    /// The answer is longer than ``FetchRules/maximumBytes``.
    public static let tooLarge = Self(.tooLarge)
    /// A redirect leads to where it came from.
    public static let redirectLoop = Self(.redirectLoop)
    /// There are more redirects than ``FetchRules/maximumRedirects``.
    public static let tooManyRedirects = Self(.tooManyRedirects)
    /// The answer has another status than 200.
    public static let unexpectedStatus = Self(.unexpectedStatus)
    /// The answer is not HTTP, or was cut short.
    public static let malformedAnswer = Self(.malformedAnswer)
    /// The answer, or "x5c", is not a chain of certificates, or one of too many.
    public static let notCertificates = Self(.unusableContent)
    /// There are ``FetchRules/maximumFetches`` under way.
    public static let busy = Self(.busy)
    /// It was not prefetched, and ``CertificateCache/Settings/fetchesDuringCalls`` is off.
    public static let notPrefetched = Self(.notFetchedAhead)
    /// ``FetchRules/authorities`` are not PEM.
    public static let unusableAuthorities = Self(.unusableAuthorities)
    /// A file that stands for an "x5u" cannot be read, or is not a chain in PEM.
    public static let unusableFile = Self(
        code: "unusable-file",
        message: "the signer's certificates: the file that stands for them cannot be read, or is not a chain in PEM")
    /// No file stands for the "x5u", and nothing else is asked.
    public static let notProvisioned = Self(
        code: "not-provisioned",
        message: "the signer's certificates: they are not among those that were provisioned, and nothing is fetched")
}
