public import CPSClient
internal import STIR

/// What became of every PASSporT that was examined for a call (RFC 8816 section 8.2).
public struct VerificationReport: Sendable {
    /// The three answers that a terminating network is told (ATIS-1000074).
    public enum Verdict: Hashable, Sendable {
        /// At least one PASSporT proves the caller.
        case passed
        /// The signaling carried PASSporTs, and none of them proves the caller.
        case failed
        /// Nothing proves the caller, and nothing in the signaling tried to.
        ///
        /// This is also the answer where PASSporTs that are no good lay at the Call Placement Service: anybody with a
        /// token may leave those, and must not be able to turn somebody's calls into failed ones.
        case none
    }

    /// The PASSporTs that passed every step.
    public let verified: [VerifiedCall]
    /// The others, in the order of the steps.
    public let fallen: [FallenPassport]
    /// How many PASSporTs were examined at each step, for those that were reached.
    public let examined: [VerificationStep: Int]
    /// How many entries for a key of the called party held nothing readable. Not an error: anybody may leave such.
    public let unreadable: Int
    /// How many distinct calls between these parties valid PASSporTs speak of. More than one while one phone rings is
    /// what a substitution attack looks like (section 7.4); what follows is policy.
    public let distinctCalls: Int
    /// Why a Call Placement Service could not be asked.
    public let failures: [CPSClientError]

    /// What there is to tell where nothing was looked at.
    static let nothing = Self(
        verified: [], fallen: [], examined: [:], unreadable: 0, distinctCalls: 0, failures: [])

    /// What is told to the network.
    public var verdict: Verdict {
        if !verified.isEmpty { return .passed }
        return fallen.contains { $0.provenance == .inBand } ? .failed : .none
    }

    /// One sentence that gives the reason of the verdict, without a number.
    public var reason: String {
        if !verified.isEmpty { return "a PASSporT proves the calling party" }
        if let last = fallen.max(by: { $0.step < $1.step }) { return last.reason }
        if let failure = failures.first { return failure.description }
        return "there is no PASSporT for this call"
    }
}
