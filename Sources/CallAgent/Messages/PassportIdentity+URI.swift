internal import STIR

extension PassportIdentity {
    /// Reads a URI of the signaling: a telephone number where it says that it is one (RFC 8224 section 8.1), which are
    /// `tel:` URIs, and `sip:` and `sips:` ones with `user=phone`; any other stays a URI. `nil` where it can be none.
    init?(canonicalisingURI text: String) {
        guard text.utf8.count <= 2048, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        let rest = parts[1]
        let written: Substring?
        switch parts[0].lowercased() {
        case "tel": written = rest.prefix { $0 != ";" }
        case "sip", "sips":
            let isPhone = rest.split(separator: ";").dropFirst().contains { $0.lowercased() == "user=phone" }
            written = isPhone && rest.contains("@") ? rest.prefix { $0 != "@" && $0 != ";" } : nil
        default: written = nil
        }
        guard let written else {
            self = .uri(text)
            return
        }
        guard let number = try? TelephoneNumber(canonicalising: written) else { return nil }
        self = .number(number)
    }
}
