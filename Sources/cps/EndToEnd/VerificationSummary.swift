import OutOfBand

/// What became of the PASSporTs of a call, for people and for programs.
struct VerificationSummary: Encodable {
    /// A step of RFC 8816 section 8.2.
    struct Step: Encodable {
        let step: Int
        let name: String
        let examined: Int
        let kept: Int
        let fallen: [Fallen]

        /// The step in a line, and a line for each that fell out.
        var words: String {
            let kept = "\(name): \(kept) of \(examined) kept."
            let lines = fallen.map { "    PASSporT \($0.passport) fell out: \($0.reason)." }
            return ([step > 6 ? "Then, \(kept)" : "Step \(step), \(kept)"] + lines).joined(separator: "\n")
        }
    }

    /// One that fell out.
    struct Fallen: Encodable {
        let passport: Int
        let reason: String
    }

    let verdict: String
    let reason: String
    let verified: [PassportSummary]
    let distinctCalls: Int
    let unreadable: Int
    let steps: [Step]
    private let isRefusal: Bool

    private enum CodingKeys: CodingKey {
        case verdict, reason, verified, distinctCalls, unreadable, steps
    }

    /// Whether something speaks of just this call and is not to be believed, rather than nothing speaking of it.
    static func isRefusal(_ report: VerificationReport) -> Bool {
        report.verified.isEmpty
            && (report.verdict == .failed || report.fallen.contains { $0.step > VerificationStep.parties })
    }

    init(_ report: VerificationReport) {
        verdict =
            switch report.verdict {
            case .passed: "passed"
            case .failed: "failed"
            case .none: "none"
            }
        reason = report.reason
        verified = report.verified.map { PassportSummary($0.passport) }
        distinctCalls = report.distinctCalls
        unreadable = report.unreadable
        isRefusal = Self.isRefusal(report)
        steps = VerificationStep.allCases.compactMap { step in
            // A step that nothing reached is not worth a line.
            guard let examined = report.examined[step], examined > 0 || step == .retrieval else { return nil }
            let fallen = report.fallen.filter { $0.step == step }
            return Step(
                step: step.rawValue, name: Self.name(step), examined: examined, kept: examined - fallen.count,
                fallen: fallen.map { Fallen(passport: $0.number, reason: $0.reason) })
        }
    }

    /// The end of it, in a sentence or two.
    var conclusion: String {
        guard let first = verified.first else {
            return isRefusal
                ? "NOT TO BE BELIEVED who is calling: \(reason)." : "Nothing proves who is calling: \(reason)."
        }
        let diverted = first.diverted.isEmpty ? "" : " The call was diverted on its way, and that is proved, too."
        let several =
            distinctCalls > 1
            ? " Beware: there are PASSporTs of \(distinctCalls) such calls; one of them may be somebody who copies."
            : ""
        return "Verified: \(first.caller) is calling.\(diverted)\(several)"
    }

    private static func name(_ step: VerificationStep) -> String {
        switch step {
        case .retrieval: "full-form PASSporTs"
        case .extensions: "known extensions"
        case .parties: "calling and called party"
        case .credentials: "valid and trusted credentials"
        case .freshness: "issued just now"
        case .signature: "signature"
        case .replay: "not used for another call"
        }
    }
}
