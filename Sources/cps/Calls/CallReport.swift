import Foundation
import STIR

/// One PASSporT that was found, for people and for programs.
struct CallReport: Encodable {
    /// The PASSporT as it came.
    let passport: String
    /// Seconds that the service still keeps it.
    let remaining: Int
    /// What it claims; `nil` where it is not a PASSporT.
    let claims: PassportSummary?
    /// Whether it is to be believed; `nil` where that was not asked.
    let verified: Bool?
    /// Why it is not a PASSporT, or not to be believed.
    let reason: String?

    /// Reads a PASSporT, and decides about it where that is wanted.
    static func on(_ text: String, remaining: Int, verification: Verification?) async -> CallReport {
        let unverified: UnverifiedPassport
        do throws(PassportError) {
            unverified = try UnverifiedPassport(text)
        } catch {
            return CallReport(
                passport: text, remaining: remaining, claims: nil, verified: verification == nil ? nil : false,
                reason: error.description)
        }
        let claims = PassportSummary(unverified)
        guard let verification else {
            return CallReport(passport: text, remaining: remaining, claims: claims, verified: nil, reason: nil)
        }
        let refusal = await verification.refusal(of: unverified)
        return CallReport(
            passport: text, remaining: remaining, claims: claims, verified: refusal == nil,
            reason: refusal?.description)
    }

    /// One or two sentences. Nothing of a text that is not a PASSporT is shown: it could be made for the terminal.
    var words: String {
        guard let claims else { return "Something was left for you that is not a PASSporT: \(reason ?? "")." }
        let age = Int64(Date().timeIntervalSince1970) - claims.issuedAt
        let signed = age >= 0 ? "signed \(age) s ago" : "signed \(-age) s in the future"
        let attestation = claims.attestation.map { "attestation \($0), " } ?? ""
        let diverted = claims.diverted.map { ", diverted by \($0.by) to \($0.to.joined(separator: ", "))" }.joined()
        let call = """
            A call for you: \(claims.caller) is calling \(claims.called.joined(separator: ", "))\(diverted) \
            (\(attestation)\(signed); will be kept \(remaining) s).
            """
        switch verified {
        case true?: return call + " Verified: the signer's certificate covers the caller."
        case false?: return call + " NOT TO BE BELIEVED: \(reason ?? "")."
        case nil: return call + " Not verified: give --certificate and --trust-anchor."
        }
    }
}
