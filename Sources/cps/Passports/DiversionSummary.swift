import STIR

/// What a PASSporT claims about how a call was diverted, written out.
struct DiversionSummary: Encodable {
    let by: String
    let to: [String]
    let issuedAt: Int64
    let x5u: String?
    let x5c: Int?

    /// Nothing for a PASSporT that does not divert.
    init?(_ passport: Passport) {
        guard let diversion = passport.extension.diversion else { return nil }
        by = Wording.identity(diversion.party)
        to = Wording.destinations(passport.destinations)
        issuedAt = passport.issuedAt
        (x5u, x5c) = Self.certificates(passport)
    }

    /// The same in lines.
    var lines: [String] {
        [
            "diverted by: \(by)", "  to: \(to.joined(separator: ", "))", "  signed: \(Wording.date(issuedAt))",
            "  " + Self.certificates(x5u, x5c),
        ]
    }

    /// The URL of the certificates, or how many are included.
    static func certificates(_ passport: Passport) -> (x5u: String?, x5c: Int?) {
        switch passport.certificates {
        case .url(let url): (url, nil)
        case .included(let certificates): (nil, certificates.count)
        }
    }

    /// The same in words.
    static func certificates(_ x5u: String?, _ x5c: Int?) -> String {
        x5u.map { "certificate at: \($0)" } ?? "certificates included: \(x5c ?? 0)"
    }
}
