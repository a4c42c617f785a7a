extension PassportVerifier {
    /// Whether each diversion leads on from what it diverts (RFC 8946 section 4.2 step 3, section 5.1): the caller stays
    /// the same, and the party that diverts is among those who were called until then.
    ///
    /// Take this with step 3 of RFC 8816 section 8.2, so that "orig" of the original is that of the whole chain.
    public func refusalOfLinks(of chain: PassportChain) -> PassportRefusal? {
        for (position, (later, earlier)) in zip(chain.passports, chain.passports.dropFirst()).enumerated() {
            // All but the last of a chain are diversions, since only these nest or refer to another.
            guard let diversion = later.claimed.extension.diversion else { return .noOriginal.at(chain.link(position)) }
            guard later.claimed.origin.isEquivalent(to: earlier.claimed.origin) else {
                return .originChanged.at(chain.link(position))
            }
            guard earlier.claimed.destinations.contains(diversion.party) else {
                return .notDivertedFromDestination.at(chain.link(position))
            }
        }
        guard chain.original.claimed.extension.diversion == nil else {
            return .noOriginal.at(chain.link(chain.passports.count - 1))
        }
        return nil
    }
}
