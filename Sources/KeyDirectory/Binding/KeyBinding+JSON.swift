import Encodings
package import STIR
import Sealing

extension KeyBinding {
    /// The claims.
    package var json: JSONValue {
        .object([
            "cps": .string(service.uri), "exp": .number(JSONNumber(expires)), "iat": .number(JSONNumber(issuedAt)),
            "key": .string(Base64URL.encode(publicKey.bytes)), "name": .string(name.text),
            "nbf": .number(JSONNumber(notBefore)), "numbers": .array(numbers.map(\.json)),
            "seq": .number(JSONNumber(sequence)), "suite": .number(JSONNumber(Self.suite)),
        ])
    }

    /// Reads claims. Those that this program does not know are ignored (RFC 7519 section 4).
    package init(json: JSONValue) throws(KeyBindingError) {
        guard let claims = json.members, let expires = claims["exp"]?.integer, let issuedAt = claims["iat"]?.integer,
            let notBefore = claims["nbf"]?.integer, let sequence = claims["seq"]?.integer,
            let suite = claims["suite"]?.integer
        else { throw .malformedClaim }
        guard suite == Self.suite else { throw .unknownSuite }
        guard let entries = claims["numbers"]?.elements, entries.count <= Self.maximumEntries else {
            throw .malformedNumbers
        }
        var numbers: [BoundNumbers] = []
        for entry in entries { numbers.append(try BoundNumbers(json: entry)) }
        guard let bytes = claims["key"]?.text.flatMap({ Base64URL.decode($0) }),
            let publicKey = try? RecipientPublicKey(bytes: bytes)
        else { throw .malformedKey }
        guard let service = claims["cps"]?.text else { throw .malformedService }
        guard let name = claims["name"]?.text else { throw .malformedName }
        try self.init(
            numbers: numbers, publicKey: publicKey, service: try CPSOrigin(service), name: try BindingName(name),
            sequence: sequence, issuedAt: issuedAt, notBefore: notBefore, expires: expires)
    }
}
