/// Where things are at a service.
public enum WirePath {
    /// The issuer directory (RFC 9578 section 4).
    public static let issuerDirectory = "/.well-known/private-token-issuer-directory"
    /// The deployment's parameters: ``ServiceParameters``.
    public static let parameters = "/.well-known/cps"
    /// Token requests, on the issuance listener (RFC 9578 section 6.1).
    public static let tokenRequest = "/token-request"
    /// Answers 200 while the service works.
    public static let health = "/health"
    /// Explanations of ``ProblemType``s stand below it.
    public static let problems = "/problems"

    /// The PASSporTs under an index or prefix, given as its hexadecimal digits.
    public static func passports(_ digits: String) -> String { "/cps/\(digits)/ppts" }

    /// Every key binding; publishing and withdrawing, on the issuance listener.
    public static let keyBindings = "/key-bindings"
    /// The key bindings for very many numbers, which are in no bucket.
    public static let broadKeyBindings = "/key-bindings/broad"

    /// The key bindings of a bucket, given as its hexadecimal digits.
    public static func keyBindings(_ bucket: String) -> String { "/key-bindings/\(bucket)" }

    /// One link of a collection.
    public static func passport(_ digits: String, handle: String) -> String { "/cps/\(digits)/ppts/\(handle)" }
}

/// The media types of the protocol.
public enum MediaType {
    /// A batch.
    public static let batch = "application/vnd.cps.batch"
    /// A store's body.
    public static let store = "application/octet-stream"
    /// Links, parameters and the like.
    public static let json = "application/json"
    /// Errors (RFC 9457).
    public static let problem = "application/problem+json"
    /// A list of key bindings.
    public static let keyBindings = "application/vnd.cps.key-bindings"
    /// One key binding.
    public static let keyBinding = "application/cps-key-binding+jwt"
    /// The withdrawal of one.
    public static let keyWithdrawal = "application/cps-key-withdrawal+jwt"
    /// A token request (RFC 9578 section 8.3).
    public static let tokenRequest = "application/private-token-request"
    /// A token response (RFC 9578 section 8.3).
    public static let tokenResponse = "application/private-token-response"
    /// The issuer directory (RFC 9578 section 8.3).
    public static let issuerDirectory = "application/private-token-issuer-directory"
}
