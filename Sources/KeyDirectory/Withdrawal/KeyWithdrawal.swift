package import STIR

/// What a signer says to take one of its bindings back: none of this name counts whose sequence is not higher.
public struct KeyWithdrawal: Hashable, Sendable {
    /// Which binding.
    public let name: BindingName
    /// At least that of every binding that it withdraws. 0 to 2^53 - 1.
    public let sequence: Int64
    /// When it was signed: "iat", seconds since 1970 UTC.
    public let issuedAt: Int64

    /// States a withdrawal.
    ///
    /// - Parameter sequence: where not given, `issuedAt` in milliseconds.
    /// - Throws: ``KeyBindingError/malformedClaim``.
    public init(name: BindingName, sequence: Int64? = nil, issuedAt: Int64) throws(KeyBindingError) {
        let sequence = sequence ?? 1000 &* issuedAt
        guard KeyBinding.times.contains(issuedAt), KeyBinding.sequences.contains(sequence) else {
            throw .malformedClaim
        }
        self.name = name
        self.sequence = sequence
        self.issuedAt = issuedAt
    }

    /// The claims.
    package var json: JSONValue {
        .object([
            "iat": .number(JSONNumber(issuedAt)), "name": .string(name.text), "seq": .number(JSONNumber(sequence)),
        ])
    }

    /// Reads claims.
    package init(json: JSONValue) throws(KeyBindingError) {
        guard let claims = json.members, let issuedAt = claims["iat"]?.integer, let sequence = claims["seq"]?.integer
        else { throw .malformedClaim }
        guard let name = claims["name"]?.text else { throw .malformedName }
        try self.init(name: try BindingName(name), sequence: sequence, issuedAt: issuedAt)
    }
}
