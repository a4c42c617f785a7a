internal import CPSWire
internal import FoundationEssentials
internal import KeyDirectory
internal import Sealing

extension ServiceParameters {
    /// Reads parameters that a stranger sent, and checks all that the client computes with.
    ///
    /// - Throws: ``CPSClientError/malformedAnswer``, ``CPSClientError/unsupportedParameters``.
    static func checked(_ json: [UInt8]) throws(CPSClientError) -> Self {
        guard let parameters = try? Self(json: json) else { throw .malformedAnswer }
        let entries = parameters.entries
        let token = parameters.token
        guard parameters.version == 1, SealedSize.allowed.contains(parameters.sealedSize),
            (1...longestLifetime).contains(parameters.lifetime),
            entries.maximum <= BatchSealer.maximumEntries, allows(entries.default, of: entries),
            allows(entries.maximum, of: entries),
            (1...1_000_000).contains(token.uses), (1...1_000_000).contains(token.usesPerIndex),
            seconds.contains(token.epoch), seconds.contains(token.grace), !parameters.issuer.name.isEmpty,
            parameters.keys.map({ NumberBucket.allowedDigits.contains($0.digits) }) ?? true
        else { throw .unsupportedParameters }
        return parameters
    }

    /// The size of everything sealed.
    var size: SealedSize {
        get throws(CPSClientError) {
            guard let size = try? SealedSize(byteCount: sealedSize) else { throw .unsupportedParameters }
            return size
        }
    }

    /// The number of entries to ask for: the default where nothing is said.
    ///
    /// - Throws: ``CPSClientError/entriesRefused``.
    func entries(_ wanted: Int?) throws(CPSClientError) -> Int {
        guard let wanted else { return entries.default }
        guard Self.allows(wanted, of: entries) else { throw .entriesRefused }
        return wanted
    }

    private static func allows(_ count: Int, of entries: Entries) -> Bool {
        count > 0 && count.nonzeroBitCount == 1 && count <= entries.maximum
    }

    /// A year is the most that makes sense for any span; it also keeps sums from overflowing.
    private static let seconds = 0...31_536_000
    private static let longestLifetime = 0xffff
}
