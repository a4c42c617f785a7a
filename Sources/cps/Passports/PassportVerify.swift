import ArgumentParser
import STIR

/// `cps passport verify`.
struct PassportVerify: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Decide whether a PASSporT is to be believed.",
        discussion: "It does not compare the called number with the call at hand: only you know which number rang.")

    @OptionGroup var input: PassportInput
    @OptionGroup var verification: VerificationOptions
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        let verified: Bool
        let reason: String?
        let claims: PassportSummary
    }

    func perform() async throws -> Outcome {
        guard let verification = try verification.verification() else {
            throw InputError("give --trust-anchor, and --certificate: without them nothing can be verified")
        }
        let passport = try input.read()
        let reason = await verification.refusal(of: passport)?.description
        let claims = PassportSummary(passport)
        if output.json {
            Output.say(try Output.json(Answer(verified: reason == nil, reason: reason, claims: claims)))
        } else {
            Output.say(
                reason.map { "NOT TO BE BELIEVED: \($0)." } ?? "Verified: the signer's certificate covers the caller.")
            Output.say(claims.words)
        }
        return reason == nil ? .done : .refused
    }
}
