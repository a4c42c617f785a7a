/// Which extension a PASSporT uses: the "ppt" of its header (RFC 8225 section 8.1) with the claims it requires.
public indirect enum PassportExtension: Hashable, Sendable {
    /// No "ppt": the baseline claims of RFC 8225.
    case base
    /// "shaken" (RFC 8588): how far the signer vouches, and where the call came from.
    case shaken(Attestation, OriginationIdentifier)
    /// "div" (RFC 8946 section 3): the call was diverted, which another PASSporT beside this one tells the rest of.
    case div(Diversion)
    /// "div-o" (RFC 8946 section 5): the call was diverted, and "opt" holds the PASSporT that it came with.
    case divO(Diversion, original: UnverifiedPassport)
    /// An extension that this program does not know. It can be carried, but a verifier must refuse it.
    case unknown(String)

    /// The value of "ppt", or `nil` for the base.
    public var name: String? {
        switch self {
        case .base: nil
        case .shaken: "shaken"
        case .div: "div"
        case .divO: "div-o"
        case .unknown(let name): name
        }
    }

    /// The claims it adds to the baseline.
    var claims: [String: JSONValue] {
        switch self {
        case .base, .unknown: [:]
        case .shaken(let attestation, let origin):
            ["attest": .string(attestation.rawValue), "origid": .string(origin.text)]
        case .div(let diversion): ["div": diversion.json]
        case .divO(let diversion, let original):
            ["div": diversion.json, "opt": .string(original.compactSerialization)]
        }
    }

    /// The claims that it fills in or rules out, so that nobody else may write them: "opt" is not for "div" (RFC 8946
    /// section 3).
    var reservedClaims: Set<String> {
        if case .div = self { ["div", "opt"] } else { Set(claims.keys) }
    }

    /// Who diverted the call, where that is what it says.
    public var diversion: Diversion? {
        switch self {
        case .base, .shaken, .unknown: nil
        case .div(let diversion), .divO(let diversion, _): diversion
        }
    }

    /// How many diversions it holds, its own among them.
    var diversionCount: Int {
        switch self {
        case .base, .shaken, .unknown: 0
        case .div: 1
        case .divO(_, let original): 1 + original.claimed.extension.diversionCount
        }
    }

    /// Refuses what could not be read again: a name that is empty, too long or that of another case, too deep a nest.
    func check() throws(PassportError) {
        if case .unknown(let name) = self {
            guard (1...Self.maximumNameBytes).contains(name.utf8.count), !Self.knownNames.contains(name) else {
                throw .malformedHeader
            }
        }
        guard diversionCount <= PassportChain.maximumDiversions else { throw .nestedTooDeep }
    }

    /// Most bytes of the name of an extension; the longest that is registered has 7.
    private static let maximumNameBytes = 64
    private static let knownNames: Set<String> = ["shaken", "div", "div-o"]

    /// Reads the extension called `name`, and takes the claims that are its own out of `claims`.
    ///
    /// An "opt" is only read for "div-o". In what has another type it is a claim like any other (RFC 8946 section 6
    /// leaves it to future extensions).
    init(name: String?, claims: inout [String: JSONValue], enclosing: Int) throws(PassportError) {
        switch name {
        case nil: self = .base
        case "shaken":
            guard let attestation = claims.removeValue(forKey: "attest")?.text.flatMap(Attestation.init(rawValue:))
            else { throw .malformed(claim: "attest") }
            guard let origin = claims.removeValue(forKey: "origid")?.text else { throw .malformed(claim: "origid") }
            self = .shaken(attestation, try OriginationIdentifier(origin))
        case "div":
            guard claims["opt"] == nil else { throw .malformedDiversion }
            self = .div(try Diversion(json: claims.removeValue(forKey: "div")))
        case "div-o":
            let diversion = try Diversion(json: claims.removeValue(forKey: "div"))
            self = .divO(diversion, original: try UnverifiedPassport(opt: claims.removeValue(forKey: "opt"), enclosing))
        case let name?: self = .unknown(name)
        }
    }
}
