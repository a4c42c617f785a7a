/// Why text was refused as a telephone number. Two errors are equal when their codes are.
public struct TelephoneNumberError: Error, Hashable, Sendable {
    private enum Code: Hashable {
        case empty
        case tooLong
        case forbiddenCharacter
        case misplacedPlus
    }

    private let code: Code
    private let message: String

    /// No digit in it.
    public static let empty = Self(code: .empty, message: "a telephone number has at least one digit")
    /// More than 15 characters.
    public static let tooLong = Self(code: .tooLong, message: "a telephone number has at most 15 digits (E.164)")
    /// Something other than digits, `*`, `#` and, where they are dropped, separators.
    public static let forbiddenCharacter = Self(
        code: .forbiddenCharacter, message: "a telephone number holds digits, * and # only (RFC 8224 section 8.3)")
    /// A plus that is not in front.
    public static let misplacedPlus = Self(
        code: .misplacedPlus, message: "a telephone number has at most one plus, in front of its digits")

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension TelephoneNumberError: CustomStringConvertible {
    public var description: String { message }
}
