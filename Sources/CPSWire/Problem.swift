internal import Foundation

/// Every reason for which a service refuses a request, with its status (RFC 9457).
///
/// The raw value is stable: programs may act on it.
public enum ProblemType: String, Hashable, Sendable, CaseIterable {
    /// Not an index or prefix.
    case malformedIndex = "malformed-index"
    /// Not a number of entries that the deployment allows.
    case malformedEntries = "malformed-entries"
    /// Not a handle at all.
    case malformedHandle = "malformed-handle"
    /// A header of a store is missing, doubled, or not in its one form.
    case malformedHeader = "malformed-header"
    /// Not a token request that can be signed.
    case malformedTokenRequest = "malformed-token-request"
    /// `Content-Digest` is not that of the body.
    case digestMismatch = "digest-mismatch"
    /// The body does not begin with a usable public key.
    case refusedKey = "refused-key"
    /// The path is not the index of the key in the body.
    case indexMismatch = "index-mismatch"
    /// No token, or none in the one form.
    case tokenRequired = "token-required"
    /// A token that is not taken.
    case tokenRefused = "token-refused"
    /// The signature is not by the token's K_temp.
    case signatureRefused = "signature-refused"
    /// No valid STIR certificate.
    case credentialRequired = "credential-required"
    /// No such path.
    case notFound = "not-found"
    /// The path has no such method.
    case methodNotAllowed = "method-not-allowed"
    /// Nothing that the client accepts.
    case notAcceptable = "not-acceptable"
    /// A body that is too long or too short.
    case wrongSize = "wrong-size"
    /// Another media type than the request has.
    case wrongMediaType = "wrong-media-type"
    /// A token request for another key than the one that signs now.
    case otherKey = "other-key"
    /// The token has no uses left.
    case tokenUsedUp = "token-used-up"
    /// The token has no uses left for this index.
    case tokenUsedUpForIndex = "token-used-up-for-index"
    /// The credential has no tokens left in this epoch.
    case quotaUsedUp = "quota-used-up"
    /// Not the digits of a bucket of this deployment.
    case malformedBucket = "malformed-bucket"
    /// Not a key binding or withdrawal.
    case malformedBinding = "malformed-binding"
    /// A key binding or withdrawal that is not to be believed.
    case bindingRefused = "binding-refused"
    /// A key binding or withdrawal that another key has signed than that of the client's certificate.
    case bindingOfAnother = "binding-of-another"
    /// A later key binding or withdrawal was taken before.
    case bindingOutdated = "binding-outdated"
    /// The signer has no name left.
    case tooManyBindings = "too-many-bindings"
    /// Enough key bindings for one number.
    case tooManyBindingsForNumber = "too-many-bindings-for-number"
    /// The credential may send no more key bindings in this epoch.
    case bindingQuotaUsedUp = "binding-quota-used-up"
    /// More work than the service takes on at once.
    case overloaded = "overloaded"
    /// The service failed.
    case failed = "failed"

    /// The HTTP status.
    public var status: Int {
        switch self {
        case .malformedIndex, .malformedEntries, .malformedHandle, .malformedHeader, .malformedTokenRequest,
            .digestMismatch, .refusedKey, .indexMismatch, .otherKey, .malformedBucket, .malformedBinding:
            400
        case .tokenRequired, .tokenRefused: 401
        case .signatureRefused, .credentialRequired, .bindingRefused, .bindingOfAnother: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .notAcceptable: 406
        case .bindingOutdated, .tooManyBindings, .tooManyBindingsForNumber: 409
        case .wrongSize: 413
        case .wrongMediaType: 415
        case .tokenUsedUp, .tokenUsedUpForIndex, .quotaUsedUp, .bindingQuotaUsedUp: 429
        case .overloaded: 503
        case .failed: 500
        }
    }

    /// One sentence that says what to do.
    public var detail: String {
        switch self {
        case .malformedIndex:
            "Write the index as 64, or a prefix of it as 1 to 64, lower-case hexadecimal digits."
        case .malformedEntries:
            "Ask for a power of two of entries, at most the maximum that /.well-known/cps tells."
        case .malformedHandle:
            "Follow a link exactly as it was given: its last part has 64 characters of base64url."
        case .malformedHeader:
            "Send Content-Type, Content-Digest, Signature-Input and Signature once each, exactly in the form of the protocol."
        case .malformedTokenRequest:
            "Send a token request of RFC 9578 type 0x0002: 259 bytes as application/private-token-request."
        case .digestMismatch:
            "Make Content-Digest the SHA-256 digest of the body that is sent."
        case .refusedKey:
            "Begin the body with the recipient's X25519 public key: canonical, and not of low order."
        case .indexMismatch:
            "Store under the SHA-256 hash of \"cps-index-v1\" and the public key that begins the body."
        case .tokenRequired:
            "Send one Authorization header with a PrivateToken of type 0x0002 for the challenge in WWW-Authenticate."
        case .tokenRefused:
            "Get a fresh token from the issuer: this one is of another key or challenge, retired, or its signature is wrong."
        case .signatureRefused:
            "Sign the store with the private K_temp whose public key is the token's nonce."
        case .credentialRequired:
            "Present a STIR certificate with a TNAuthList to the issuance listener."
        case .notFound:
            "Look at the protocol's description for the paths that exist."
        case .methodNotAllowed:
            "Use one of the methods in the Allow header."
        case .notAcceptable:
            "Accept application/vnd.cps.batch, or application/json where links are wanted."
        case .wrongSize:
            "Send a body of exactly the size that the protocol gives for this request."
        case .wrongMediaType:
            "Send the Content-Type that the protocol gives for this request."
        case .otherKey:
            "Fetch the issuer directory again: tokens are issued under another key now."
        case .tokenUsedUp:
            "Take a fresh token: this one has had all its uses."
        case .tokenUsedUpForIndex:
            "Take a fresh token, or wait: this one has had all its uses for this index."
        case .quotaUsedUp:
            "Wait for the next epoch: this credential's quota of tokens is used up."
        case .malformedBucket:
            "Look up with exactly as many lower-case hexadecimal digits as /.well-known/cps tells in keys.digits."
        case .malformedBinding:
            "Send a key binding or withdrawal in JWS compact serialization, ES256 with an x5c, as the protocol describes it."
        case .bindingRefused:
            "Sign with a valid STIR certificate of a trusted authority that names every number, within its validity."
        case .bindingOfAnother:
            "Connect with the certificate whose key signed: nobody publishes or withdraws for others."
        case .bindingOutdated:
            "Sign again with a higher sequence: one at least as high was taken before."
        case .tooManyBindings:
            "Withdraw some, wait until they are forgotten, or put more numbers into one binding."
        case .tooManyBindingsForNumber:
            "Withdraw one for the same number: the certificates of one issuer have as many for it as they may."
        case .bindingQuotaUsedUp:
            "Wait for the next epoch: this credential has sent as many key bindings as it may."
        case .overloaded:
            "Wait as long as Retry-After says, then send the same request again."
        case .failed:
            "Send the same request again later; the operator has been told."
        }
    }
}

/// An error answer (RFC 9457): `application/problem+json`.
public struct Problem: Hashable, Sendable, Codable {
    /// `/problems/` and the raw value of a ``ProblemType``.
    public var type: String
    /// The HTTP status.
    public var status: Int
    /// What to do.
    public var detail: String

    /// The problem of a type.
    public init(_ type: ProblemType) {
        self.type = WirePath.problems + "/" + type.rawValue
        self.status = type.status
        self.detail = type.detail
    }

    /// The type, where this program knows it.
    public var problemType: ProblemType? {
        type.split(separator: "/").last.flatMap { ProblemType(rawValue: String($0)) }
    }

    /// The JSON that the service answers.
    public func encoded() throws -> [UInt8] {
        try WireJSON.encode(self)
    }

    /// Reads a problem from JSON.
    public init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(json))
    }
}
