import STIR

/// Parties to a call as people write them.
enum PartyInput {
    /// One number or URI.
    static func identity(_ text: String, option: String) throws -> PassportIdentity {
        try InputError.naming(option) { try PassportIdentity(canonicalising: text) }
    }

    /// Numbers and URIs.
    static func destinations(_ texts: [String], option: String) throws -> PassportDestinations {
        let identities = try texts.map { try identity($0, option: option) }
        return try PassportDestinations(
            numbers: identities.compactMap { if case .number(let number) = $0 { number } else { nil } },
            uris: identities.compactMap { if case .uri(let uri) = $0 { uri } else { nil } })
    }
}
