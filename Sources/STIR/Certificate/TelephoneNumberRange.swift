/// Two or more consecutive telephone numbers of one length (RFC 8226 section 9).
public struct TelephoneNumberRange: Hashable, Sendable {
    /// The lowest number, digits only.
    public let start: TelephoneNumber
    /// How many numbers, at least 2.
    public let count: UInt64
    /// The values of the first and last number.
    let values: ClosedRange<UInt64>

    /// Names `count` numbers from `start` on.
    ///
    /// - Throws: ``STIRCertificateError/malformedTNAuthList`` if `start` has a `*` or `#`, if `count` is below 2, or if
    ///   start + count is not less than 10 to the power of the number's length, as the section demands.
    public init(start: TelephoneNumber, count: UInt64) throws(STIRCertificateError) {
        guard let first = start.value, count >= 2 else { throw .malformedTNAuthList }
        // At most 10^15, since a number has at most 15 digits.
        let limit = (0..<start.length).reduce(UInt64(1)) { power, _ in power * 10 }
        let (sum, overflow) = first.addingReportingOverflow(count)
        guard !overflow, sum < limit else { throw .malformedTNAuthList }
        self.start = start
        self.count = count
        self.values = first...(sum - 1)
    }

    /// Whether `number` is one of them. Numbers of another length never are.
    public func contains(_ number: TelephoneNumber) -> Bool {
        guard number.length == start.length, let value = number.value else { return false }
        return values.contains(value)
    }
}

extension TelephoneNumberRange: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "numbers(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
