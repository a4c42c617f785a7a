public import CPSWire

/// Why something could not be done at a Call Placement Service. Two errors are equal when their codes are.
///
/// The text says what went wrong, where, and what to do. It may name a file or a service, never a token, a
/// key, an index or a telephone number.
public struct CPSClientError: Error, Hashable, Sendable {
    /// Where the cause lies, and so who can put it right.
    public enum Side: Hashable, Sendable {
        /// On this side: an argument, a file, a wallet without tokens.
        case here
        /// The service answered, and refused or did not keep to the protocol.
        case service
        /// The service did not answer.
        case network
    }

    enum Code: Hashable {
        case malformedServiceUrl, serviceNotChosen, malformedProxy, unusableTrust, unusableIdentity, unusableName
        case unreachable
        case refused(ProblemType?)
        case malformedAnswer, unsupportedParameters, issuerKeysDiffer, identityRefused, wrongServiceName, noKeyDirectory
        case notEnoughTokens, malformedToken, unusableWallet
        case malformedKeyFile, publicHalf, passphraseNeeded, wrongPassphrase, prefixDiffers, prefixOutOfRange,
            malformedLink
        case passportsDoNotFit, nothingToStore, entriesRefused, refusedKey
        case cannotRead, cannotWrite, fileExists, fileTooOpen, fileTooLarge, noGuardedMemory
        case cryptography, cancelled
    }

    let code: Code
    let message: String
    /// Where the cause lies.
    public let side: Side
    /// How many tokens came and are in the wallet, where getting them failed half-way.
    public let tokensSaved: Int?

    init(_ code: Code, _ side: Side, _ message: String, tokensSaved: Int? = nil) {
        self.code = code
        self.side = side
        self.message = message
        self.tokensSaved = tokensSaved
    }

    /// The same, after some of the tokens that were wanted had come.
    func afterSaving(_ count: Int) -> Self {
        let came =
            count == 1 ? "1 token had come and is in the wallet" : "\(count) tokens had come and are in the wallet"
        return Self(code, side, message + (count > 0 ? " (before that, \(came))" : ""), tokensSaved: count)
    }

    /// The service's own reason, where it refused with one that this program knows.
    public var problem: ProblemType? {
        guard case .refused(let problem) = code else { return nil }
        return problem
    }

    /// Whether the same may work a little later: no answer, or a service that is overloaded.
    public var isTemporary: Bool { side == .network || problem == .overloaded }

    /// A stable word for programs, such as `issuer-keys-differ`.
    public var name: String {
        if case .refused(let problem) = code { return problem?.rawValue ?? "refused" }
        return "\(code)".reduce(into: "") { name, character in
            name += character.isUppercase ? "-" + character.lowercased() : String(character)
        }
    }

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension CPSClientError: CustomStringConvertible {
    public var description: String { message }
}
