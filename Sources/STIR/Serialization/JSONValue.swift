/// A JSON value (RFC 8259) as a PASSporT carries it.
///
/// Object members have no order of their own: RFC 8225 section 9 fixes the only one that is ever written.
///
/// > Important: It may say who calls whom, so it prints as redacted.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number in the spelling it had, since a binary fraction could not give that back.
    case number(JSONNumber)
    /// Text.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Members by name, no name twice.
    case object([String: JSONValue])

    /// The text of a string, or `nil` for any other kind.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The elements of an array, or `nil` for any other kind.
    public var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members of an object, or `nil` for any other kind.
    public var members: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The value of a number that is an integer of 64 bits, or `nil` for anything else.
    public var integer: Int64? {
        if case .number(let number) = self { Int64(number.spelling) } else { nil }
    }
}

extension JSONValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "JSON(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
