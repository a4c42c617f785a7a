import STIR

/// What a PASSporT claims, written out.
struct PassportSummary: Encodable {
    let caller: String
    let called: [String]
    let attestation: String?
    let origid: String?
    let issuedAt: Int64
    let x5u: String

    init(_ passport: Passport) {
        caller =
            switch passport.origin {
            case .number(let number): Wording.number(number)
            case .uri(let uri): uri
            }
        called = passport.destinations.numbers.map(Wording.number) + passport.destinations.uris
        if case .shaken(let attestation, let identifier) = passport.extension {
            self.attestation = attestation.rawValue
            self.origid = identifier.text
        } else {
            self.attestation = nil
            self.origid = nil
        }
        issuedAt = passport.issuedAt
        x5u = passport.certificateURL
    }

    /// The same in lines.
    var words: String {
        var lines = ["caller: \(caller)", "called: \(called.joined(separator: ", "))"]
        if let attestation { lines.append("attestation: \(attestation)") }
        if let origid { lines.append("origid: \(origid)") }
        lines += ["signed: \(Wording.date(issuedAt))", "certificate at: \(x5u)"]
        return lines.joined(separator: "\n")
    }
}
