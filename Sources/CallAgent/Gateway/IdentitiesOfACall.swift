internal import OutOfBand
internal import STIR

/// Which values of the Identity header speak of the call that they came with.
///
/// A gateway does not verify them. It stores none that is plainly of another call, all the same: such values would cost
/// tokens, and could be sent by anybody.
enum IdentitiesOfACall {
    /// Of some values those whose PASSporT is for all of these destinations, and those that it says to have been
    /// diverted from (RFC 8946 section 4): without them, nobody could verify the diversion.
    static func fitting(_ identities: [String], for destinations: PassportDestinations) -> [String] {
        let read = identities.compactMap { text -> (text: String, claimed: Passport)? in
            guard let header = try? IdentityHeader(text: text),
                let passport = try? UnverifiedPassport(header.passport)
            else { return nil }
            return (text, passport.claimed)
        }
        let called = destinations.numbers.map(PassportIdentity.number) + destinations.uris.map(PassportIdentity.uri)
        var fits = read.map { value in called.allSatisfy(value.claimed.destinations.contains) }
        // Each round goes back by one diversion, and there are no more of them than values.
        for _ in read {
            for (later, value) in read.enumerated() where fits[later] {
                guard case .div(let diversion) = value.claimed.extension else { continue }
                for (earlier, other) in read.enumerated()
                where other.claimed.destinations.contains(diversion.party)
                    && other.claimed.origin.isEquivalent(to: value.claimed.origin)
                {
                    fits[earlier] = true
                }
            }
        }
        return zip(read, fits).filter(\.1).map(\.0.text)
    }
}
