/// An opaque name for where a call entered the signer's network: the "origid" claim, a UUID (RFC 8588 section 5).
///
/// RFC 8588 section 10 advises a new one for every call, since a repeated one links calls.
public struct OriginationIdentifier: Hashable, Sendable {
    /// The 36 characters, hexadecimal digits in groups of 8-4-4-4-12, in the case they were written in.
    public let text: String

    /// Reads a UUID (RFC 4122 section 3).
    ///
    /// - Throws: ``PassportError/malformedClaim`` for any other text.
    public init(_ text: String) throws(PassportError) {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12],
            groups.joined().allSatisfy({ $0 < 0x80 && Character(Unicode.Scalar($0)).isHexDigit })
        else { throw .malformed(claim: "origid") }
        self.text = text
    }

    /// A new random one (UUID version 4), unlike any other.
    public static func random() -> Self {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// A new one from a given source of randomness.
    package static func random(using generator: inout some RandomNumberGenerator) -> Self {
        // RFC 4122 section 4.4: the version stands in the 13th digit, the variant in the 17th.
        let high: UInt64 = generator.next() & 0xffff_ffff_ffff_0fff | 0x4000
        let low: UInt64 = generator.next() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
        let digits = Array((padded(high) + padded(low)).utf8)
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: digits[$0], as: UTF8.self) }
        return Self(checked: groups.joined(separator: "-"))
    }

    private init(checked text: String) {
        self.text = text
    }

    private static func padded(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

extension OriginationIdentifier: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "origid(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
