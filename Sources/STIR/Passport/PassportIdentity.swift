/// One party to a call: a telephone number or a URI (RFC 8225 section 5.2.1).
public enum PassportIdentity: Hashable, Sendable {
    /// The "tn" of section 5.2.1.1.
    case number(TelephoneNumber)
    /// The "uri" of section 5.2.1.2, such as `sip:alice@example.com`, already normalised as the caller needs it.
    case uri(String)

    /// The identity claim object with exactly one member, as "orig" holds it.
    var json: JSONValue {
        switch self {
        case .number(let number): .object(["tn": .string(number.digits)])
        case .uri(let uri): .object(["uri": .string(uri)])
        }
    }

    /// Reads an object with exactly one identity, as "orig" is (section 5.2.1), for the claim called `claim`.
    init(json: JSONValue?, claim: StaticString) throws(PassportError) {
        guard let members = json?.members, members.count == 1, let member = members.first,
            let text = member.value.text
        else { throw .malformed(claim: claim) }
        switch member.key {
        case "tn": self = .number(try TelephoneNumber(claim: text))
        case "uri":
            guard PassportURI.isUsable(text) else { throw .malformed(claim: claim) }
            self = .uri(text)
        default: throw .malformed(claim: claim)
        }
    }
}

extension PassportIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "identity(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
