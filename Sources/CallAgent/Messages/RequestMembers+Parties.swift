internal import STIR

/// Parties to a call, as `{"tn": "12155551212"}` or `{"uri": "sip:alice@example.com"}`.
extension RequestMembers {
    /// The most parties that one call has.
    private static let mostParties = 16

    /// One party, which has to be there, under the first of these names.
    func party(_ names: String...) throws(RequestFault) -> PassportIdentity {
        guard let object = try object(names) else { throw .missing(path(names.first ?? "")) }
        let all = try object.parties()
        guard all.count == 1, let party = all.first else {
            throw .invalid(path(names.first ?? ""), "one party: a tn or a uri")
        }
        return party
    }

    /// One party, where there is one.
    func optionalParty(_ name: String) throws(RequestFault) -> PassportIdentity? {
        guard try object([name]) != nil else { return nil }
        return try party(name)
    }

    /// All parties, at least one, under the first of these names.
    func partyList(_ names: String...) throws(RequestFault) -> [PassportIdentity] {
        guard let object = try object(names) else { throw .missing(path(names.first ?? "")) }
        let all = try object.parties()
        guard !all.isEmpty else { throw .missing(object.path("tn")) }
        return all
    }

    private func parties() throws(RequestFault) -> [PassportIdentity] {
        var parties: [PassportIdentity] = []
        for text in try texts("tn", atMost: Self.mostParties) { parties.append(try number(text)) }
        for text in try texts("uri", atMost: Self.mostParties) {
            guard text.contains(":"), let party = try? PassportIdentity(canonicalising: text) else {
                throw .invalid(path("uri"), "a URI such as sip:alice@example.com, in printable ASCII")
            }
            parties.append(party)
        }
        return parties
    }

    /// A number in the canonical form of RFC 8224 section 8.3.
    private func number(_ text: String) throws(RequestFault) -> PassportIdentity {
        do throws(TelephoneNumberError) {
            return .number(try TelephoneNumber(canonicalising: text))
        } catch {
            throw .invalid(path("tn"), "a telephone number with its country code: \(error)")
        }
    }
}

extension [PassportIdentity] {
    /// The same as the "dest" of a PASSporT.
    func destinations(called name: String) throws(RequestFault) -> PassportDestinations {
        do {
            return try PassportDestinations(
                numbers: compactMap { if case .number(let number) = $0 { number } else { nil } },
                uris: compactMap { if case .uri(let uri) = $0 { uri } else { nil } })
        } catch {
            throw .invalid(name, "a tn or a uri, or several")
        }
    }
}
