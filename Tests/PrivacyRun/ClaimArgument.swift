import Adversaries
import ArgumentParser

/// A claim on the command line: its number, or its name with hyphens.
struct ClaimArgument: ExpressibleByArgument {
    let claim: Claim

    init?(argument: String) {
        let found = Claim.allCases.first { argument == "\($0.rawValue)" || argument == Self.name(of: $0) }
        guard let found else { return nil }
        claim = found
    }

    static var allValueStrings: [String] { Claim.allCases.map(name(of:)) }

    private static func name(of claim: Claim) -> String {
        String(claim.name.map { $0 == " " ? "-" : $0 })
    }
}
