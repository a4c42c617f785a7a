extension PassportChain {
    /// Most PASSporTs that are looked at for one call, so that linking stays cheap whatever a stranger sends.
    public static let maximumPassports = 32
    /// Most chains that are made with one original. Without a bound, many diversions of one number multiply.
    static let maximumChainsPerOriginal = 64

    /// Every chain in PASSporTs that came for one call in no order, as in the Identity fields of a SIP request (section
    /// 4.2), the longest first.
    ///
    /// A chain is given for every diversion and for every original, so that a PASSporT which a stranger added can
    /// lengthen a good chain but not hide it. Compare ``destinations`` with the number that rang. No PASSporT occurs
    /// twice in a chain, so a call that was diverted in a circle ends.
    ///
    /// - Parameter passports: Those of one call. What comes after the first ``maximumPassports`` is not linked.
    /// - Returns: The chains, and the PASSporTs that are in none: a "div" that leads to no original, or one too many.
    public static func linking(
        _ passports: [UnverifiedPassport]
    ) -> (chains: [PassportChain], unlinked: [UnverifiedPassport]) {
        var seen: Set<UnverifiedPassport> = []
        let distinct = passports.filter { seen.insert($0).inserted }
        var diverted: [PassportIdentity: [UnverifiedPassport]] = [:]
        var originals: [UnverifiedPassport] = []
        for passport in distinct.prefix(maximumPassports) {
            if case .div = passport.claimed.extension {
                diverted[passport.claimed.origin.canonical, default: []].append(passport)
            } else {
                originals.append(passport)
            }
        }
        let chains = originals.flatMap { original in
            PassportChain(original).extended(with: diverted[original.claimed.origin.canonical] ?? [])
        }
        let linked = Set(chains.flatMap(\.passports))
        return (
            chains.sorted { $0.passports.count > $1.passports.count },
            distinct.filter { !linked.contains($0) }
        )
    }

    /// This chain and all that result from putting some of `candidates` in front of it, shortest first.
    private func extended(with candidates: [UnverifiedPassport]) -> [PassportChain] {
        var chains = [self]
        var position = 0
        while position < chains.count {
            let chain = chains[position]
            position += 1
            guard chain.passports.count <= Self.maximumDiversions else { continue }
            for candidate in candidates where !chain.passports.contains(candidate) {
                guard chains.count < Self.maximumChainsPerOriginal else { return chains }
                guard let diversion = candidate.claimed.extension.diversion,
                    chain.destinations.contains(diversion.party)
                else { continue }
                chains.append(PassportChain(candidate, before: chain))
            }
        }
        return chains
    }
}
