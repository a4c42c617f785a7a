import Encodings

extension Passport {
    /// The JWS protected header (RFC 8225 section 4).
    package var headerJSON: JSONValue {
        var members: [String: JSONValue] = ["alg": .string("ES256"), "typ": .string("passport")]
        members[certificates.parameter] = certificates.json
        if let name = `extension`.name { members["ppt"] = .string(name) }
        return .object(members)
    }

    /// The claims (RFC 8225 section 5).
    package var claimsJSON: JSONValue {
        var members = otherClaims
        members["dest"] = destinations.json
        members["iat"] = .number(JSONNumber(issuedAt))
        members["orig"] = origin.json
        members.merge(`extension`.claims) { _, claim in claim }
        return .object(members)
    }

    /// What ES256 signs: header and claims, deterministic, base64url, with a period between (RFC 7515 section 5.1).
    package var signingInput: String {
        Base64URL.encode(headerJSON.deterministicBytes) + "." + Base64URL.encode(claimsJSON.deterministicBytes)
    }

    /// Reads a decoded header and payload.
    ///
    /// Members may come in any order and with white space: the signature covers the bytes as they came, so nothing
    /// is gained by refusing a signer that did not follow RFC 8225 section 9. Header parameters that this program does
    /// not know are ignored (RFC 7515 section 4), except "crit", which forbids just that.
    ///
    /// - Parameters:
    ///   - header: The JWS header.
    ///   - claims: The JWS payload.
    ///   - enclosing: How many diversions this one was found inside of (RFC 8946 section 5).
    init(header: JSONValue, claims: JSONValue, enclosing: Int) throws(PassportError) {
        guard let header = header.members else { throw .malformedHeader }
        guard header["alg"]?.text == "ES256" else { throw .unsupportedAlgorithm }
        guard header["typ"]?.text == "passport", header["crit"] == nil else { throw .malformedHeader }
        let certificates = try CertificateReference(header: header)
        let name = header["ppt"]?.text
        guard header["ppt"] == nil || name != nil else { throw .malformedHeader }
        guard var others = claims.members else { throw .malformedClaim }
        guard let issuedAt = others.removeValue(forKey: "iat")?.integer else { throw .malformed(claim: "iat") }
        let origin = try PassportIdentity(json: others.removeValue(forKey: "orig"), claim: "orig")
        let destinations = try PassportDestinations(json: others.removeValue(forKey: "dest"))
        let `extension` = try PassportExtension(name: name, claims: &others, enclosing: enclosing)
        try self.init(
            certificates: certificates, extension: `extension`, issuedAt: issuedAt, origin: origin,
            destinations: destinations, otherClaims: others)
    }
}
