/// Which extension a PASSporT uses: the "ppt" of its header (RFC 8225 section 8.1) with the claims it requires.
public enum PassportExtension: Hashable, Sendable {
    /// No "ppt": the baseline claims of RFC 8225.
    case base
    /// "shaken" (RFC 8588): how far the signer vouches, and where the call came from.
    case shaken(Attestation, OriginationIdentifier)
    /// An extension that this program does not know. It can be carried, but a verifier must refuse it.
    case unknown(String)

    /// The value of "ppt", or `nil` for the base.
    public var name: String? {
        switch self {
        case .base: nil
        case .shaken: "shaken"
        case .unknown(let name): name
        }
    }

    /// The claims it adds to the baseline.
    var claims: [String: JSONValue] {
        switch self {
        case .base, .unknown: [:]
        case .shaken(let attestation, let origin):
            ["attest": .string(attestation.rawValue), "origid": .string(origin.text)]
        }
    }

    /// Reads the extension called `name`, and takes the claims that are its own out of `claims`.
    init(name: String?, claims: inout [String: JSONValue]) throws(PassportError) {
        switch name {
        case nil: self = .base
        case "shaken":
            guard let attestation = claims.removeValue(forKey: "attest")?.text.flatMap(Attestation.init(rawValue:)),
                let origin = claims.removeValue(forKey: "origid")?.text
            else { throw .malformedClaim }
            self = .shaken(attestation, try OriginationIdentifier(origin))
        case let name?: self = .unknown(name)
        }
    }
}
