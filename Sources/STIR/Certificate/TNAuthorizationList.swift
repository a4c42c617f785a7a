/// What a STIR certificate authorises its holder to call from: the TNAuthList extension (RFC 8226 section 9).
public struct TNAuthorizationList: Hashable, Sendable {
    /// Most entries of a list. RFC 8226 has no bound; section 9 advises a reference where there would be many.
    public static let maximumEntries = 4096
    /// Most bytes of an encoded list.
    public static let maximumBytes = 65_536

    /// The entries, 1 to ``maximumEntries``, in the order of the certificate.
    public let entries: [TNEntry]

    /// Lists what is authorised.
    ///
    /// - Throws: ``STIRCertificateError/malformedTNAuthList`` if there is no entry or there are too many.
    public init(_ entries: [TNEntry]) throws(STIRCertificateError) {
        guard (1...Self.maximumEntries).contains(entries.count) else { throw .malformedTNAuthList }
        self.entries = entries
    }

    /// The codes of service providers in the list.
    public var providers: Set<ServiceProviderCode> {
        Set(entries.compactMap { if case .provider(let code) = $0 { code } else { nil } })
    }

    /// Whether the list names `number` itself, alone or in a range.
    public func names(_ number: TelephoneNumber) -> Bool {
        entries.contains { $0.names(number) }
    }

    /// Whether the holder may sign for `origin`.
    ///
    /// Entries add up (RFC 9060 section 4.1). A provider's code stands for numbers that only registries list, and
    /// SHAKEN trusts the provider to know its own (ATIS-1000074); so a list with a code authorises every number, and
    /// one without authorises the numbers it names. A TNAuthList says nothing about URIs (RFC 8224 section 8.4).
    public func authorises(_ origin: PassportIdentity) -> Bool {
        guard case .number(let number) = origin else { return false }
        return !providers.isEmpty || names(number)
    }
}

extension TNAuthorizationList: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "TNAuthList(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
