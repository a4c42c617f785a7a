public import STIR

/// One telephone number, or consecutive ones, that a binding is for.
///
/// > Important: It says whose key it is, so it prints as redacted.
public enum BoundNumbers: Hashable, Sendable {
    /// One number.
    case one(TelephoneNumber)
    /// Two or more consecutive numbers of one length.
    case range(TelephoneNumberRange)

    /// Whether `number` is among them.
    public func contains(_ number: TelephoneNumber) -> Bool {
        switch self {
        case .one(let one): one == number
        case .range(let range): range.contains(number)
        }
    }

    /// How many numbers it is.
    public var count: UInt64 {
        switch self {
        case .one: 1
        case .range(let range): range.count
        }
    }

    /// The same as an entry of a TN Authorization List.
    var entry: TNEntry {
        switch self {
        case .one(let number): .one(number)
        case .range(let range): .range(range)
        }
    }

    /// Every number, lowest first. Ask for ``count`` before: it may be very many.
    package var all: [TelephoneNumber] {
        switch self {
        case .one(let number): return [number]
        case .range(let range):
            guard let first = range.start.value else { return [] }
            let length = range.start.length
            return (0..<range.count).compactMap { offset in
                let digits = String(first + offset)
                let zeros = String(repeating: "0", count: max(0, length - digits.utf8.count))
                return try? TelephoneNumber(digits: zeros + digits)
            }
        }
    }
}

extension BoundNumbers: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "numbers(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
