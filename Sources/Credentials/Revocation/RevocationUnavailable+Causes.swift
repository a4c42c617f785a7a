public import STIR

extension RevocationUnavailable {
    init(_ failure: FetchFailure) {
        self.init(code: failure.rawValue, message: "the revocation list: " + failure.sentence)
    }

    /// No list is configured, and the certificate names none that can be fetched.
    public static let noList = Self(
        code: "no-list", message: "the revocation list: none is configured, and the certificate names none")
    /// A configured file cannot be read, or is too large.
    public static let unusableFile = Self(
        code: "unusable-file", message: "the revocation list: its file cannot be read, or is larger than is permitted")
    /// What was found is not a list, is too large, or holds a critical extension that this program does not know.
    public static let unusableList = Self(.unusableContent)
    /// The list is of another issuer, or leaves out certificates of this kind.
    public static let otherIssuer = Self(
        code: "other-issuer", message: "the revocation list: it is not about certificates of this issuer")
    /// The list is not signed by the one who may.
    public static let wrongSigner = Self(
        code: "wrong-signer", message: "the revocation list: it is not signed by the issuer of the certificate")
    /// The list's time has not come.
    public static let notYetValid = Self(
        code: "not-yet-valid", message: "the revocation list: it is from the future: compare the clocks")
    /// There should be a newer list.
    public static let expired = Self(
        code: "expired", message: "the revocation list: its successor is due, and was not found")
    /// Plain `http` where it is not permitted, or something else that is not fetched.
    public static let notHTTPS = Self(.notHTTPS)
    /// All addresses of the server are private or special.
    public static let privateAddress = Self(.privateAddress)
    /// The list is longer than ``FetchRules/maximumBytes``.
    public static let tooLarge = Self(.tooLarge)
    /// It took longer than ``FetchRules/totalTime``.
    public static let tooSlow = Self(.tooSlow)
    /// No address of the server takes a connection.
    public static let unreachable = Self(.unreachable)
    /// The answer has another status than 200.
    public static let unexpectedStatus = Self(.unexpectedStatus)
    /// The TLS authorities are not PEM.
    public static let unusableAuthorities = Self(.unusableAuthorities)
}
