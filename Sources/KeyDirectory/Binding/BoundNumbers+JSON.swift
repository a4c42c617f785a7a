import STIR

extension BoundNumbers {
    /// A string for one number, `{"count":N,"start":"DIGITS"}` for consecutive ones.
    var json: JSONValue {
        switch self {
        case .one(let number): .string(number.digits)
        case .range(let range):
            .object(["count": .number(JSONNumber(Int64(clamping: range.count))), "start": .string(range.start.digits)])
        }
    }

    /// Reads ``json``. Digits are canonical already (RFC 8224 section 8.3): there is one spelling for a number.
    init(json: JSONValue) throws(KeyBindingError) {
        if let digits = json.text {
            self = .one(try Self.number(digits))
            return
        }
        guard let members = json.members, Set(members.keys) == ["count", "start"], let start = members["start"]?.text,
            let count = members["count"]?.integer, count >= 0
        else { throw .malformedNumbers }
        let first = try Self.number(start)
        guard let range = try? TelephoneNumberRange(start: first, count: UInt64(count)) else {
            throw .malformedNumbers
        }
        self = .range(range)
    }

    private static func number(_ digits: String) throws(KeyBindingError) -> TelephoneNumber {
        guard let number = try? TelephoneNumber(digits: digits) else { throw .malformedNumbers }
        return number
    }
}
