import STIR

/// Parties to a call, as people write them.
enum NumberOption {
    /// A number with or without a plus and separators, or a URI, which is what has a colon.
    static func identity(_ text: String, option: String) throws -> PassportIdentity {
        guard !text.contains(":") else { return .uri(text) }
        return .number(try InputError.naming(option) { try TelephoneNumber(canonicalising: text) })
    }

    /// One or several called parties.
    static func destinations(_ texts: [String], option: String) throws -> PassportDestinations {
        let identities = try texts.map { try identity($0, option: option) }
        return try InputError.naming(option) {
            try PassportDestinations(
                numbers: identities.compactMap { if case .number(let number) = $0 { number } else { nil } },
                uris: identities.compactMap { if case .uri(let uri) = $0 { uri } else { nil } })
        }
    }
}
