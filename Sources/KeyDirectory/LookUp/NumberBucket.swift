import Encodings
public import STIR
import Sealing

/// The numbers among which one hides when its keys are looked up: those whose hash begins with the same digits.
///
/// The hash is `SHA-256("cps-number-v1" || digits)`. It is no secret and hides nothing by itself, as there are few
/// numbers; what hides a number is how many others share the bucket.
///
/// > Important: It narrows down who is called, so it prints as redacted.
public struct NumberBucket: Hashable, Sendable {
    /// How many digits a bucket may have. More would leave too few numbers in one: with four, some 100,000 of the
    /// numbers of a large country.
    public static let allowedDigits = 1...4

    /// The lower-case hexadecimal digits.
    public let hex: String

    /// The bucket that a number is in.
    ///
    /// - Throws: ``KeyBindingError/malformedBucket`` for a number of digits that no deployment has.
    public init(of number: TelephoneNumber, digits: Int) throws(KeyBindingError) {
        guard Self.allowedDigits.contains(digits) else { throw .malformedBucket }
        let digest = WholeDigest.sha256(of: Array("cps-number-v1".utf8) + Array(number.digits.utf8))
        self.hex = String(Hex.encode(digest.prefix(2)).prefix(digits))
    }

    /// Reads a bucket's digits.
    ///
    /// - Throws: ``KeyBindingError/malformedBucket``.
    public init(hex: some StringProtocol) throws(KeyBindingError) {
        let digits = Array(hex.utf8)
        guard Self.allowedDigits.contains(digits.count),
            Hex.decode(digits + Array(repeating: UInt8(ascii: "0"), count: digits.count % 2)) != nil
        else { throw .malformedBucket }
        self.hex = String(hex)
    }
}

extension NumberBucket: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "bucket(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
