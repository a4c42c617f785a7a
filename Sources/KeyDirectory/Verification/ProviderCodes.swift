/// What a service provider's code in a TNAuthList (RFC 8226 section 9) is worth for key bindings.
///
/// A code stands for numbers that only a registry lists. For the caller's end a wrong guess lets a provider sign for
/// calls that are not its customers'; here it would let any provider receive the PASSporTs of anybody's calls.
public enum ProviderCodes: Hashable, Sendable {
    /// Nothing: the certificate must name the numbers. A provider issues itself a delegate certificate (RFC 9060) that
    /// does.
    case nameNoNumbers
    /// Everything.
    ///
    /// > Warning: Every provider can then have every caller's PASSporTs sealed to itself. For closed networks, whose
    /// > authorities issue certificates to nobody else.
    case vouchForEveryNumber
}
