/// One entry of a TN Authorization List (RFC 8226 section 9).
public enum TNEntry: Hashable, Sendable {
    /// All numbers of a service provider.
    case provider(ServiceProviderCode)
    /// Consecutive numbers.
    case range(TelephoneNumberRange)
    /// One number.
    case one(TelephoneNumber)

    /// Whether the entry itself names `number`. A provider's code names none: the numbers behind it are in
    /// registries that no certificate holds.
    func names(_ number: TelephoneNumber) -> Bool {
        switch self {
        case .provider: false
        case .range(let range): range.contains(number)
        case .one(let one): one == number
        }
    }
}

extension TNEntry: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "entry(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
