import STIR

/// What a PASSporT claims, written out.
struct PassportSummary: Encodable {
    let caller: String
    let called: [String]
    let attestation: String?
    let origid: String?
    let issuedAt: Int64
    let x5u: String?
    let x5c: Int?
    let diverted: [DiversionSummary]

    init(_ unverified: UnverifiedPassport) {
        let chain = PassportChain(unverified)
        self.init(original: chain.original.claimed, diversions: chain.passports.dropLast().map(\.claimed))
    }

    init(_ verified: VerifiedPassport) {
        self.init(original: verified.passport, diversions: verified.diversions.map(\.passport))
    }

    /// - Parameter diversions: The latest first.
    private init(original passport: Passport, diversions: [Passport]) {
        caller = Wording.identity(passport.origin)
        called = Wording.destinations(passport.destinations)
        if case .shaken(let attestation, let identifier) = passport.extension {
            self.attestation = attestation.rawValue
            self.origid = identifier.text
        } else {
            self.attestation = nil
            self.origid = nil
        }
        issuedAt = passport.issuedAt
        (x5u, x5c) = DiversionSummary.certificates(passport)
        diverted = diversions.reversed().compactMap { DiversionSummary($0) }
    }

    /// The same in lines.
    var words: String {
        var lines = ["caller: \(caller)", "called: \(called.joined(separator: ", "))"]
        if let attestation { lines.append("attestation: \(attestation)") }
        if let origid { lines.append("origid: \(origid)") }
        lines += ["signed: \(Wording.date(issuedAt))", DiversionSummary.certificates(x5u, x5c)]
        lines += diverted.flatMap(\.lines)
        return lines.joined(separator: "\n")
    }
}
