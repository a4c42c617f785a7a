/// A telephone number in the canonical form of RFC 8224 section 8.3: 1 to 15 of `0`-`9`, `*` and `#`, no plus.
///
/// The upper bound is that of E.164 and of the `TelephoneNumber` of RFC 8226 section 9.
///
/// > Important: A number says who is on the phone. It prints as redacted; ask for ``digits`` where a
/// > protocol needs them.
public struct TelephoneNumber: Hashable, Sendable {
    /// Most characters of a number.
    public static let maximumDigits = 15

    /// The 1 to 15 characters, ASCII.
    public let digits: String

    /// Reads a number that is canonical already.
    ///
    /// - Throws: ``TelephoneNumberError/forbiddenCharacter``, ``TelephoneNumberError/empty`` or
    ///   ``TelephoneNumberError/tooLong``.
    public init(digits: some StringProtocol) throws(TelephoneNumberError) {
        guard digits.utf8.allSatisfy(Self.isCanonical) else { throw .forbiddenCharacter }
        try self.init(checked: Array(digits.utf8))
    }

    /// Canonicalises what a person or a SIP header wrote, such as `+1 (215) 555-0121`.
    ///
    /// Drops a plus in front and the visual separators (space, `-`, `.`, parentheses). RFC 8224 would drop every other
    /// character as well; here a letter is refused, because dropping the word of a vanity number yields another
    /// subscriber's number, and so is a plus further on, where a second number begins. Adding a country code is left to those who know the dial plan.
    ///
    /// - Throws: ``TelephoneNumberError/forbiddenCharacter``, ``TelephoneNumberError/misplacedPlus``,
    ///   ``TelephoneNumberError/empty`` or ``TelephoneNumberError/tooLong``.
    public init(canonicalising written: some StringProtocol) throws(TelephoneNumberError) {
        let written = written.utf8.filter { !Self.separators.contains($0) }
        let kept = written.dropFirst(written.first == UInt8(ascii: "+") ? 1 : 0)
        guard !kept.contains(UInt8(ascii: "+")) else { throw .misplacedPlus }
        guard kept.allSatisfy(Self.isCanonical) else { throw .forbiddenCharacter }
        try self.init(checked: Array(kept))
    }

    private init(checked characters: [UInt8]) throws(TelephoneNumberError) {
        guard !characters.isEmpty else { throw .empty }
        guard characters.count <= Self.maximumDigits else { throw .tooLong }
        self.digits = String(decoding: characters, as: UTF8.self)
    }

    /// The number as an integer, where it has neither `*` nor `#`. At most 15 digits, so it always fits.
    package var value: UInt64? { UInt64(digits) }

    /// Number of characters, 1 to 15. Leading zeros count: `01` and `1` are two numbers.
    package var length: Int { digits.utf8.count }

    private static let separators: Set<UInt8> = Set("-.() ".utf8)

    private static func isCanonical(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "#"): true
        default: false
        }
    }
}

extension TelephoneNumber: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        left.digits.utf8.lexicographicallyPrecedes(right.digits.utf8)
    }
}

extension TelephoneNumber: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "number(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
