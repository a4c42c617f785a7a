/// The PASSporTs that together tell of one call: one from the caller's side, and one from each party that diverted
/// the call on its way (RFC 8946). A call that was not diverted has a chain of one.
///
/// Its form is right, and that is all: whether the links hold and whether anything is true is for a
/// ``PassportVerifier`` to say.
public struct PassportChain: Hashable, Sendable {
    /// Most diversions of one call. The redirection counter of the telephone network ends at 5 as well (ITU-T Q.732.2),
    /// so that a call which is forwarded in a circle stops.
    public static let maximumDiversions = 5

    /// The PASSporTs, that of the latest diversion first and the original last. At least one.
    public let passports: [UnverifiedPassport]
    /// The PASSporT of the latest diversion, or the only one.
    public let outermost: UnverifiedPassport
    /// The PASSporT that the call began with, as far as the chain knows.
    public let original: UnverifiedPassport

    /// Takes the chain that is nested in one PASSporT ("opt" of "div-o", section 5), which may be a chain of one.
    public init(_ outermost: UnverifiedPassport) {
        var passports = [outermost]
        var innermost = outermost
        while case .divO(_, let original) = innermost.claimed.extension {
            passports.append(original)
            innermost = original
        }
        self.passports = passports
        self.outermost = outermost
        self.original = innermost
    }

    /// Puts a "div" PASSporT in front of a chain that stands beside it (section 4).
    init(_ diverted: UnverifiedPassport, before chain: PassportChain) {
        self.passports = [diverted] + chain.passports
        self.outermost = diverted
        self.original = chain.original
    }

    /// Who calls, as the original claims.
    public var origin: PassportIdentity { original.claimed.origin }
    /// Who is called in the end: what is to be compared with the number that rang (section 4.2 step 1).
    public var destinations: PassportDestinations { outermost.claimed.destinations }

    /// Where in the chain a PASSporT stands, or `nil` where there is only one.
    func link(_ position: Int) -> PassportLink? {
        if passports.count == 1 { return nil }
        return position == passports.count - 1 ? .original : .diversion(position)
    }
}

extension PassportChain: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "PASSporTs(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
