internal import BlindTokens
package import ServiceHarness

/// Two prefixes of as many digits: under one somebody is called, under the other nobody.
package struct CrowdedPrefix: Sendable {
    /// Where nothing is.
    package let empty: String
    /// Where something lives for each of ``recipients``.
    package let crowded: String
    /// Who is called.
    package let recipients: [Recipient]
    /// Where the service says that their PASSporTs are.
    package let locations: [String]

    /// Stores one PASSporT for each of so many recipients under one prefix, over TLS and with real tokens.
    package static func fill(
        _ server: RunningServer, recipients count: Int, digits: Int = 2, tokenUses: Int = 8
    ) async throws -> CrowdedPrefix {
        let first = try Recipient()
        let crowded = String(first.index.prefix(digits))
        var recipients = [first]
        while recipients.count < count {
            let other = try Recipient()
            if other.index.hasPrefix(crowded) { recipients.append(other) }
        }
        let tokens = try await server.tokens((count + tokenUses - 1) / tokenUses)
        var locations: [String] = []
        for (place, recipient) in recipients.enumerated() {
            let response = try await server.ask(
                StoreOrder(to: recipient, with: tokens[place / tokenUses]).request)
            guard response.status == 201, let location = response.only("location") else {
                throw HarnessError.unexpectedStatus(response.status)
            }
            locations.append(location)
        }
        // The digit that differs most, so that the two are of the same form.
        let last = crowded.last?.hexDigitValue ?? 0
        let empty = String(crowded.dropLast()) + String((last + 8) % 16, radix: 16)
        return CrowdedPrefix(empty: empty, crowded: crowded, recipients: recipients, locations: locations)
    }
}
